import { DateTime } from 'luxon';
import { addDays, calendarSchema, type SchoolCalendar, startOfDay } from '../domain/calendar';
import { list } from '../domain/text';
import { moment } from '../domain/words';
import type { Deps } from './deps';
import { reassignAll } from './reassign';

/** Somebody's absence as it is typed: dates (both days included), or instants (in school time unless they say). */
export interface AwayInput {
  readonly email: string;
  readonly from: string;
  readonly until: string;
  /** Who answers meanwhile; nobody named: the next holder of the role. */
  readonly cover?: string;
  /** The URN of their school, for somebody who is on the list of several. */
  readonly school?: string;
}

export type AwayResult =
  | {
      readonly ok: true;
      readonly name: string;
      /** In school time, in words: "Mon 23 Nov 00:00". */
      readonly from: string;
      readonly until: string;
      readonly replaced: number;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Records that somebody is away. It replaces what was recorded for any of the same time, so that a mistake is mended
 * by saying it again. What they hold now moves on at once.
 */
export async function recordAway(deps: Deps, input: AwayInput): Promise<AwayResult> {
  const found = await findStaff(deps, input.email, input.school);
  if (typeof found === 'string') return { ok: false, problems: [found] };
  const { schoolId, id: staffId, name } = found;
  const cover = input.cover === undefined ? null : await findStaff(deps, input.cover, schoolId);
  const times = await readTimes(deps, schoolId, input);
  const problems = [...coverProblems(staffId, cover), ...times.problems];
  if (problems.length > 0 || typeof cover === 'string') return { ok: false, problems };
  const { from, until } = times;
  const replaced = await deps.db.$transaction(async (db) => {
    const { count } = await db.away.deleteMany({
      where: { schoolId, staffId, from: { lt: until }, until: { gt: from } },
    });
    const data = { schoolId, id: deps.ids.next(), staffId, from, until, coverStaffId: cover?.id ?? null };
    await db.away.create({ data });
    return count;
  });
  await reassignAll(deps, schoolId, staffId);
  const inWords = (instant: Date) => moment(times.calendar, instant, '');
  return { ok: true, name, from: inWords(from), until: inWords(until), replaced };
}

interface Found {
  readonly schoolId: string;
  readonly id: string;
  readonly name: string;
}

/** The one person with this address, or why there is none. */
async function findStaff({ db }: Deps, email: string, schoolId?: string): Promise<Found | string> {
  const where = {
    email: email.trim().toLowerCase(),
    active: true,
    providerId: null,
    ...(schoolId ? { schoolId } : {}),
  };
  const found = await db.staff.findMany({ where, select: { schoolId: true, id: true, name: true } });
  const [person, ...others] = found;
  if (!person) return `Nobody on the staff list has the address ${email}: check it against staff.csv.`;
  if (others.length === 0) return person;
  return `${email} is on the lists of the schools ${list(found.map((f) => f.schoolId))}: say which with --school.`;
}

function coverProblems(staffId: string, cover: Found | string | null): string[] {
  if (typeof cover === 'string') return [cover];
  return cover?.id === staffId
    ? ['Nobody can cover for themselves: name somebody else, or leave the cover out.']
    : [];
}

async function readTimes({ db }: Deps, schoolId: string, { from: start, until: end }: AwayInput) {
  const school = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
  const calendar = calendarSchema.parse(school.calendar);
  const from = instantOf(calendar, start, 0);
  const until = instantOf(calendar, end, 1);
  const unreadable = [start, end].filter((_, i) => Number.isNaN([from, until][i]?.getTime()));
  const problems = unreadable.map((text) => `"${text}" is not a time: write 2026-11-23 or 2026-11-23T13:00.`);
  if (until <= from) problems.push('The end comes before the start: change one of the two.');
  return { calendar, from, until, problems };
}

/** A date is the start of that day, or of the one `daysOn` after it. An invalid date when it is neither. */
function instantOf(calendar: SchoolCalendar, text: string, daysOn: number): Date {
  const instant = DateTime.fromISO(text, { zone: calendar.timeZone });
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && instant.isValid;
  return isDate ? startOfDay(calendar, addDays(text, daysOn)) : instant.toJSDate();
}
