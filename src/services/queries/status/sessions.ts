import {
  dayOf,
  type SchoolCalendar,
  SESSIONS,
  type SessionName,
  sessionsOn,
  sessionTimes,
} from '../../../domain/calendar';
import { isTimetabled } from '../../../domain/occurrences';
import type { Mark } from '../../../domain/register';
import { plain } from '../../../domain/text';
import { clockTime, dayWord, sessionWord } from '../../../domain/words';
import type { AttendanceMark, Prompt } from '../../../generated/prisma/client';
import type { Holding } from '../holders';
import type { Line } from '../lines';
import { briefName, capital, closedWord, markOf, markWord } from '../phrases';
import type { Query } from '../query';
import type { PlacementRow, PupilRecord } from './load';

/** One session of today at one provider: what was asked, what was said, what followed. */
export interface TodaySession {
  readonly placement: PlacementRow;
  readonly session: SessionName;
  readonly prompt: Prompt | undefined;
  readonly mark: AttendanceMark | undefined;
  /** The question that a bad answer raised, unless it was taken back. */
  readonly followUp: Prompt | undefined;
}

/** Today's sessions: those of the timetable and those already asked about, morning first. */
export function sessionsToday({ calendar, today }: Query, record: PupilRecord): TodaySession[] {
  const held = sessionsOn(calendar, today);
  const prompts = record.prompts.filter(({ day, kind }) => day === today && kind === 'attendance');
  return SESSIONS.flatMap((session) =>
    record.placements.flatMap((placement) => {
      const prompt = prompts.find((p) => p.subjectId === placement.id && p.session === session);
      const expected = held.includes(session) && isTimetabled(placement, today, session);
      if (!prompt && !expected) return [];
      const isOurs = (mark: AttendanceMark) =>
        mark.placementId === placement.id && mark.date === today && mark.session === session;
      const raised = record.prompts.filter(({ source }) => prompt && source === prompt.id);
      const followUp = raised.findLast(({ status }) => status !== 'withdrawn');
      return [{ placement, session, prompt, mark: record.marks.find(isOurs), followUp }];
    }),
  );
}

/** Nobody has said yet that all is well: silence about where a pupil is counts as unsafe. */
export const isUnsettled = ({ mark, followUp }: TodaySession, found: Mark): boolean =>
  mark?.mark === found && followUp?.status !== 'answered';

/** "Morning, Oak Farm", and what is known: "here, 09:04 (Amira K.)". */
export function sessionLine(query: Query, record: PupilRecord, today: TodaySession): Line {
  const title = `${capital(sessionWord(today.session))}, ${today.placement.provider.name}`;
  return {
    title,
    text: today.mark ? markText(query, record, today, today.mark) : unmarked(query, record, today),
  };
}

function markText(query: Query, record: PupilRecord, today: TodaySession, row: AttendanceMark): string {
  const mark = markOf(row.mark);
  const by = briefName(record.staff.get(row.staffId) ?? 'somebody who has left');
  const said = `${mark ? markWord(mark) : row.mark}, ${clockTime(query.calendar, row.at)} (${by})`;
  const note = row.note ? ` “${plain(row.note, 150)}”` : '';
  const change = record.changes.get(row.promptId);
  return `${said}${note}${mark ? consequence(today, mark) : ''}${change ? `. ${change}` : ''}`;
}

function consequence(today: TodaySession, mark: Mark): string {
  if (mark !== 'not-there' && mark !== 'not-known') return '';
  if (!isUnsettled(today, mark)) return '. Followed up';
  if (mark === 'not-known') return ': counts as unsafe until answered';
  return today.followUp ? '. Being followed up' : '';
}

function unmarked(
  { calendar, today }: Query,
  { holdings }: PupilRecord,
  { prompt, session }: TodaySession,
): string {
  if (!prompt || prompt.status === 'planned') {
    return `not asked yet, starts ${clockTime(calendar, sessionTimes(calendar, today, session).start)}`;
  }
  if (prompt.status !== 'open') return closedWord(prompt);
  return waiting(calendar, prompt, holdings.get(prompt.askId ?? ''));
}

const waiting = (calendar: SchoolCalendar, prompt: Prompt, holding: Holding | undefined): string =>
  `waiting since ${clockTime(calendar, holding?.openedAt ?? prompt.opensAt)} ${holding?.who ?? 'for somebody to ask'}`;

/** "here today 09:04 by Amira K. (Oak Farm)"; "not in this half term or the last". */
export function lastConfirmed({ calendar, today }: Query, { marks, placements, staff }: PupilRecord): string {
  const row = marks.findLast(({ mark }) => mark === 'here' || mark === 'late');
  if (!row) return 'not in this half term or the last';
  const name = placements.find(({ id }) => id === row.placementId)?.provider.name;
  const at = `${dayWord(dayOf(calendar, row.at), today)} ${clockTime(calendar, row.at)}`;
  const by = briefName(staff.get(row.staffId) ?? 'somebody who has left');
  return `${row.mark} ${at} by ${by}${name ? ` (${name})` : ''}`;
}
