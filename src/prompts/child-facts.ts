import type { Fact } from '../cards/parts';
import { type Day, sessionsOn } from '../domain/calendar';
import { isTimetabled } from '../domain/placed';
import { list, plain } from '../domain/text';
import { isUnreadable } from '../domain/unreadable';
import { moment, sessionWord } from '../domain/words';
import type { FormFacts } from './form-facts';
import type { AskInput, Db } from './kind';
import { staffNamesOf } from './staff-names';

/** What whoever raised the alarm said, and when. */
export interface Report {
  readonly staff: string;
  readonly at: Date;
  /** What they said is stored, and cannot be read. */
  readonly isLost: boolean;
  /** An answer in the words of its value: "school staff"; '' where it was not asked or not given. */
  said(field: string): string;
}

/** The report that opened this question; null where nobody's answer did. */
export async function reportOf(
  db: Db,
  { schoolId }: AskInput,
  { prompt }: Pick<FormFacts, 'prompt'>,
): Promise<Report | null> {
  const reply = await db.reply.findFirst({
    where: { schoolId, promptId: prompt.context.source ?? '' },
    orderBy: { seq: 'asc' },
    select: { staffId: true, at: true },
  });
  if (!reply) return null;
  const newest = await db.reply.findFirst({
    where: { schoolId, promptId: prompt.context.source ?? '' },
    orderBy: { seq: 'desc' },
    select: { answer: true },
  });
  const names = await staffNamesOf(db, schoolId, [reply.staffId]);
  return {
    staff: names.get(reply.staffId) ?? 'Somebody',
    at: reply.at,
    isLost: isUnreadable(newest?.answer),
    said: (field) => wordsIn(newest?.answer, field),
  };
}

function wordsIn(answer: unknown, field: string): string {
  const value = typeof answer === 'object' && answer !== null && (answer as Record<string, unknown>)[field];
  return typeof value === 'string' ? value.replaceAll('-', ' ') : '';
}

/** "22:15, Ivo Marsh". */
export function raisedRow({ calendar }: AskInput, { today }: FormFacts, report: Report | null): Fact[] {
  if (!report) return [];
  const lost = report.isLost ? '. What they said cannot be read: ask them' : '';
  return [{ label: 'Raised', value: `${moment(calendar, report.at, today)}, ${report.staff}${lost}` }];
}

/** Where the pupil should be today, and the numbers of the provider and of whoever is rung first at home. */
export async function placeRows(
  db: Db,
  input: AskInput,
  { pupilId, today }: FormFacts,
  contacts = 1,
): Promise<Fact[]> {
  if (pupilId === null) return [];
  const { schoolId } = input;
  const pupil = await db.pupil.findUnique({
    where: { schoolId_id: { schoolId, id: pupilId } },
    select: {
      contacts: { orderBy: { order: 'asc' }, take: contacts },
      placements: {
        where: {
          startDate: { lte: today },
          OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: today } }],
        },
        orderBy: { id: 'asc' },
        include: { provider: { select: { name: true, phone: true } } },
      },
    },
  });
  const placements = pupil?.placements ?? [];
  return [
    { label: 'Should be', value: placements.map((placed) => whereWords(input, placed, today)).join('; ') },
    ...placements.map(({ provider }) => ringRow(provider.name, provider.phone)),
    ...(pupil?.contacts ?? []).map(({ name, relationship, phone }) =>
      ringRow(`${name} (${relationship})`, phone),
    ),
  ].filter(({ value }) => value !== '');
}

type Placed = Parameters<typeof isTimetabled>[0] & { readonly provider: { readonly name: string } };

/** "at The Kiln this morning", "The Kiln, but not today". */
function whereWords({ calendar }: AskInput, placed: Placed, today: Day): string {
  const name = plain(placed.provider.name, 60);
  const sessions = sessionsOn(calendar, today).filter((session) => isTimetabled(placed, today, session));
  if (sessions.length === 0) return `${name}, but not today`;
  return `${name}, this ${list(sessions.map(sessionWord))}`;
}

const ringRow = (name: string, phone: string | null): Fact => ({
  label: `Ring ${plain(name, 60)}`,
  value: phone === null ? '' : plain(phone, 60),
  ...(phone === null ? {} : { tel: phone }),
});
