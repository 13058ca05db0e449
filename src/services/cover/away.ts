import { DateTime } from 'luxon';
import { addDays, calendarSchema, type SchoolCalendar, startOfDay } from '../../domain/calendar';
import { list } from '../../domain/text';
import { moment } from '../../domain/words';
import { reassignAll, reassignRoles } from '../asks/reassign';
import type { Deps } from '../deps';
import { record } from '../events';
import { heldRoles } from '../people';
import { loadSchool } from '../school';
import { inTransaction } from '../transaction';
import { rolesAskedOf } from './cover';

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
  const { replaced } = await saveAway(deps, { schoolId, staffId, from, until, cover: cover?.id ?? null });
  const inWords = (instant: Date) => moment(times.calendar, instant, '');
  return { ok: true, name, from: inWords(from), until: inWords(until), replaced };
}

/** Somebody's absence, as instants, and who answers meanwhile. */
export interface Absence {
  readonly schoolId: string;
  readonly staffId: string;
  readonly from: Date;
  readonly until: Date;
  readonly cover: string | null;
}

/** Writes an absence in place of what it meets; what its person was asked moves on at once, if it has begun. */
export async function saveAway(deps: Deps, absence: Absence): Promise<{ id: string; replaced: number }> {
  const { schoolId, staffId, from, until, cover } = absence;
  const id = deps.ids.next();
  const replaced = await inTransaction(deps, async (db) => {
    const { count } = await db.away.deleteMany({
      where: { schoolId, staffId, from: { lt: until }, until: { gt: from } },
    });
    await db.away.create({ data: { schoolId, id, staffId, from, until, coverStaffId: cover } });
    const data = { away: id, from: from.toISOString(), until: until.toISOString(), cover };
    await record(db, { schoolId, at: deps.clock.now(), type: 'away-set', staffId, data });
    return count;
  });
  await reassignAll(deps, schoolId, staffId);
  return { id, replaced };
}

/** Somebody is back, or does not go: their absence ends now, and what is open for their roles is looked at again. False: there is none. */
export async function endAway(
  deps: Deps,
  { schoolId, staffId, id }: { schoolId: string; staffId: string; id: string },
): Promise<boolean> {
  const ended = await inTransaction(deps, async (db) => {
    const now = deps.clock.now();
    const theirs = { schoolId, staffId, id, until: { gt: now } };
    const { count: begun } = await db.away.updateMany({
      where: { ...theirs, from: { lt: now } },
      data: { until: now },
    });
    const { count: ahead } = await db.away.deleteMany({ where: theirs });
    if (begun + ahead === 0) return false;
    await record(db, { schoolId, at: now, type: 'away-ended', staffId, data: { away: id } });
    return true;
  });
  if (!ended) return false;
  const school = await loadSchool(deps.db, schoolId);
  const held = await heldRoles(deps.db, schoolId, staffId);
  await reassignRoles(
    deps,
    schoolId,
    held.flatMap((role) => rolesAskedOf(school, role)),
  );
  return true;
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
