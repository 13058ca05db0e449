import type { JsonObject } from '../../domain/json';
import { fullName } from '../../domain/names';
import { markerOf } from '../../domain/third-parties';
import { peopleOf } from './people';
import type { Held } from './read';
import { recordsOf, SECTIONS, type Section } from './records';

/** All that is held on one pupil. Whoever else is named stands in an object of their own, with `other: true`. */
export interface SubjectAccess {
  readonly school: { readonly urn: string; readonly name: string };
  readonly subject: { readonly upn: string; readonly name: string };
  readonly madeAt: string;
  readonly notes: readonly string[];
  readonly records: Readonly<Record<Section, readonly JsonObject[]>>;
}

const NOTES = [
  'Other people are marked wherever they are named. Read every free text before it is sent: a nickname, or a first name alone, is not found.',
  'Records of concerns are among these. The DSL decides what of them may be given.',
  'A card that asks is drawn when it is sent, and no copy is kept here. What stands in the chats is held by Microsoft Teams: export it there.',
  'Records about a provider or about the school as a whole are not about this pupil, and are left out.',
];

/** Shapes what was read into what is handed over. */
export function shapeHeld(held: Held): SubjectAccess {
  const { school, pupil, now } = held;
  const mark = markerOf(peopleOf(held));
  const told = recordsOf(held);
  const marked = (section: Section) =>
    told[section].map((row) => mark(JSON.parse(JSON.stringify(row)) as JsonObject) as JsonObject);
  return {
    school: { urn: school.id, name: school.name },
    subject: { upn: pupil.upn, name: fullName(pupil) },
    madeAt: now.toISOString(),
    notes: NOTES,
    records: Object.fromEntries(SECTIONS.map((section) => [section, marked(section)])) as unknown as Record<
      Section,
      JsonObject[]
    >,
  };
}
