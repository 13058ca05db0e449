import { dayOf } from '../../domain/calendar';
import { moment, span } from '../../domain/words';
import { placeRows, type Report, raisedRow, reportOf } from '../child-facts';
import type { FormMore } from '../form-card';
import type { FormFacts } from '../form-facts';
import type { AskInput, Db } from '../kind';
import { referralLines } from '../refer-on';
import { staffNamesOf } from '../staff-names';

const BEFORE = 'Afraid for the child? Ring 999 first. The search begins as soon as you send this.';

/** Everybody at home is rung. */
const CONTACTS = 4;

/** How long the child has been missing, where they should be and were seen last, whom to ring, what others have done. */
export async function missingMore(db: Db, input: AskInput, facts: FormFacts): Promise<FormMore> {
  const { source } = facts.prompt.context;
  if (source === undefined) return { lines: [BEFORE] };
  const report = await reportOf(db, input, facts);
  return {
    alerts: report ? [sinceLine(input, report)] : [],
    facts: [
      ...raisedRow(input, facts, report),
      ...lastSeen(report),
      ...(await placeRows(db, input, facts, CONTACTS)),
    ],
    tried: [
      ...(await stepLines(db, input, source, facts.prompt.id)),
      ...(await referralLines(db, input, facts.prompt)),
    ],
    folded: 'Answer',
  };
}

function sinceLine({ calendar, now }: AskInput, { at }: Report): string {
  const past = now.getTime() - at.getTime();
  const long = past < 60_000 ? '' : `, for ${span(past)} now`;
  return `Missing since ${moment(calendar, at, dayOf(calendar, now))}${long}.`;
}

function lastSeen(report: Report | null) {
  const value = ['last_seen_place', 'last_seen_at'].map((field) => report?.said(field) ?? '');
  const words = value.filter((part) => part !== '').join(', ');
  return words === '' ? [] : [{ label: 'Seen last', value: words }];
}

/** What the others who search have answered: "10:12 Amira Khan: not found yet." */
async function stepLines(
  db: Db,
  { schoolId, calendar, now }: AskInput,
  source: string,
  own: string,
): Promise<string[]> {
  const steps = await db.prompt.findMany({
    where: { schoolId, source, kind: 'missing', id: { not: own } },
    select: { id: true },
  });
  if (steps.length === 0) return [];
  const replies = await db.reply.findMany({
    where: { schoolId, promptId: { in: steps.map(({ id }) => id) }, settles: { not: 'unchanged' } },
    orderBy: { seq: 'asc' },
    select: { staffId: true, at: true, answer: true },
  });
  const names = await staffNamesOf(
    db,
    schoolId,
    replies.map(({ staffId }) => staffId),
  );
  const today = dayOf(calendar, now);
  return replies.map(
    ({ staffId, at, answer }) =>
      `${moment(calendar, at, today)} ${names.get(staffId) ?? 'Somebody'}: ${stepWords(answer as Said)}.`,
  );
}

type Said = Readonly<Record<string, unknown>>;

/** "found, seen, police"; "not found yet, rooms and grounds": how it was found, or else what was done. */
function stepWords(said: Said): string {
  const isFound = said['child_found'] === 'yes';
  const tells = ([name, value]: [string, unknown]) =>
    name !== 'child_found' && name.startsWith('found_') === isFound && value !== 'yes' && value !== 'no';
  const done = Object.entries(said)
    .filter(tells)
    .flatMap(([, value]) => (typeof value === 'string' && value !== '' ? [value.replaceAll('-', ' ')] : []));
  return [isFound ? 'found' : 'not found yet', ...done].join(', ');
}
