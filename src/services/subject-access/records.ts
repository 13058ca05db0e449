import type { Json, JsonObject } from '../../domain/json';
import { fullName } from '../../domain/names';
import { roleTitle } from '../../domain/roles';
import { OPERATOR } from '../queries/looks/note';
import { contactPerson, oldContact, providerPerson, type StaffById, staffOf } from './people';
import type { Held } from './read';

/** The kinds of record, in the order in which they are told. */
export const SECTIONS = [
  'pupil',
  'contacts',
  'placements',
  'prompts',
  'asks',
  'replies',
  'attendance',
  'versions',
  'deliveries',
  'events',
  'looks',
  'holds',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Each kind of record as it is told: every field, but the school's id and where somebody else's chat is. */
export function recordsOf(held: Held): Record<Section, object[]> {
  const staff = staffOf(held);
  const { schoolId: _school, drill: _drill, contacts, ...pupil } = held.pupil;
  return {
    pupil: [pupil],
    contacts: contacts.map((contact) => ({ order: contact.order, contact: contactPerson(contact) })),
    placements: held.placements.map(placementRecord),
    prompts: promptRecords(held),
    asks: held.asks.map((ask) => askRecord(ask, staff)),
    replies: held.replies.map(({ schoolId: _school, seq: _seq, staffId, ...reply }) => ({
      ...reply,
      by: staff(staffId),
    })),
    attendance: held.attendance.map(({ schoolId: _school, staffId, confirmedBy, ...mark }) => ({
      ...mark,
      by: staff(staffId),
      confirmedBy: confirmedBy === null ? null : staff(confirmedBy),
    })),
    versions: held.versions.map((version) => versionRecord(version, staff)),
    deliveries: deliveryRecords(held, staff),
    events: eventRecords(held, staff),
    looks: held.looks.map(({ at, what, staffId }) => ({
      at,
      what,
      by: staffId === OPERATOR ? OPERATOR : staff(staffId),
    })),
    holds: held.holds.map(({ schoolId: _school, ...hold }) => hold),
  };
}

/** What a record said until it was changed: a contact is somebody else, and so is who wrote or confirmed a mark. */
function versionRecord({ table, until, content }: Held['versions'][number], staff: StaffById): object {
  const { schoolId: _school, staffId, confirmedBy, ...said } = (content ?? {}) as JsonObject;
  const by = typeof staffId === 'string' ? { by: staff(staffId) } : {};
  const confirmer = typeof confirmedBy === 'string' ? { confirmedBy: staff(confirmedBy) } : {};
  if (table === 'Contact') return { table, until, said: { contact: contactPerson(oldContact(said)) } };
  return { table, until, said: { ...said, ...by, ...confirmer } };
}

function placementRecord({
  schoolId: _school,
  providerId: _id,
  provider,
  ...placement
}: Held['placements'][number]) {
  const { schoolId: _providersSchool, contactName: _name, contactEmail: _email, ...rest } = provider;
  return { ...placement, provider: { ...rest, contact: providerPerson(provider) } };
}

/** What raised a prompt is told only where that is about this pupil too. */
function promptRecords({ prompts, school }: Held): object[] {
  const ids = new Set(prompts.map(({ id }) => id));
  return prompts.map(({ schoolId: _school, source, duty, ...prompt }) => ({
    ...prompt,
    duty,
    title: school.pack.duties.find(({ id }) => id === duty)?.title ?? null,
    source: source !== null && ids.has(source) ? source : null,
  }));
}

/** The key of an ask's card is left out: it tells of the provider's other pupils as much as of this one. */
function askRecord(
  { schoolId: _school, groupKey: _key, heldBy, role, roles, ...ask }: Held['asks'][number],
  staff: StaffById,
) {
  return {
    ...ask,
    role: roleTitle(role),
    roles: roles.map(roleTitle),
    heldBy: heldBy === null ? null : staff(heldBy),
  };
}

/** To whom, when and what for; of what a notice said, the part about this pupil. */
function deliveryRecords(held: Held, staff: StaffById): object[] {
  const about = held.notices.flatMap((row) => {
    const content = partAbout(held, row);
    return content === null ? [] : [{ row, content }];
  });
  const cards = held.deliveries.map((row) => ({ row, content: null }));
  return [...cards, ...about]
    .sort((a, b) => Number(a.row.seq - b.row.seq))
    .map(({ row, content }) => {
      const { id, askId, purpose, role, state, failure, superseded, bundled, createdAt, sentAt } = row;
      return {
        id,
        askId,
        to: staff(row.staffId),
        askedAs: role === null ? null : roleTitle(role),
        purpose,
        content,
        state,
        failure,
        superseded,
        bundled,
        createdAt,
        sentAt,
      };
    });
}

/** A notice about a placement of the pupil as a whole; of any other, the lines that name the pupil. Null: none do. */
function partAbout(held: Held, { key, staffId, content }: Held['notices'][number]): JsonObject | null {
  const { eyebrow = null, heading = null, lines = [], footer = null } = (content ?? {}) as JsonObject;
  const isTheirs = held.placements.some(({ id }) => key === `held:${id}` || key === `held:${id}:${staffId}`);
  if (isTheirs) return { eyebrow, heading, lines, footer };
  const theirs = Array.isArray(lines) ? lines.filter((line) => namesPupil(held, line)) : [];
  return theirs.length > 0 ? { lines: theirs } : null;
}

function namesPupil({ pupil, names }: Held, line: Json): boolean {
  const called = [names.get(pupil.id) ?? pupil.upn, fullName(pupil), pupil.upn];
  return typeof line === 'string' && called.some((name) => line.includes(name));
}

/** What happened to the questions, and to the placements' starts. */
function eventRecords({ events, starts, placements }: Held, staff: StaffById): object[] {
  const ids = new Set(placements.map(({ id }) => id));
  const theirs = starts.filter(({ data }) => ids.has(placementIn(data)));
  return [...events, ...theirs]
    .sort((a, b) => Number(a.seq - b.seq))
    .map(({ schoolId: _school, seq, position: _place, hash: _hash, staffId, ...event }) => ({
      seq: Number(seq),
      ...event,
      who: staffId === null ? null : staff(staffId),
    }));
}

function placementIn(data: unknown): string {
  const { placement } = (data ?? {}) as { placement?: unknown };
  return typeof placement === 'string' ? placement : '';
}
