import { createHash } from 'node:crypto';
import { ICalCalendar, ICalEventTransparency } from 'ical-generator';
import type { SchoolCalendar } from '../../domain/calendar';
import type { Subject } from '../../domain/policy';
import { count } from '../../domain/text';
import { clockTime, moment } from '../../domain/words';
import type { Preview, PreviewPrompt } from '../../services/policy/preview';
import { groupPrompts, type PromptGroup } from '../../services/policy/preview-days';

/** How long an entry stands in a calendar: it marks when the question comes, not how long the work takes. Minutes. */
const SHOWN = 15;

const NOUNS: Record<Subject, string> = {
  placement: 'placement',
  pupil: 'pupil',
  provider: 'provider',
  school: 'school',
};

/** "12 placements", "1 provider"; '' for the school itself. */
export function aboutWords(prompts: readonly PreviewPrompt[]): string {
  const type = prompts[0]?.subject.type;
  if (!type || type === 'school') return '';
  return count(new Set(prompts.map(({ subject }) => subject.id)).size, NOUNS[type]);
}

/**
 * A calendar (RFC 5545) with an entry for each duty, day and person. Calendars are shared and leak: it says how many,
 * and never which pupil.
 */
export function calendarFile({ school, prompts }: Preview, stamp: Date): string {
  const calendar = new ICalCalendar({ name: `Waymark: ${school.name}`, prodId: '//Waymark//preview//EN' });
  for (const group of groupPrompts(prompts)) addEntry(calendar, school, group, stamp);
  return calendar.toString();
}

function addEntry(
  calendar: ICalCalendar,
  { id: schoolId, calendar: year }: Preview['school'],
  group: PromptGroup,
  stamp: Date,
): void {
  const start = new Date(Math.min(...group.prompts.map(({ opensAt }) => opensAt.getTime())));
  const about = aboutWords(group.prompts);
  const whose = group.person?.name ?? 'Nobody holds the role';
  const key = [schoolId, group.duty, group.day, group.person?.email ?? ''].join('|');
  calendar.createEvent({
    id: `${createHash('sha256').update(key).digest('hex').slice(0, 24)}@waymark`,
    stamp,
    start,
    end: new Date(start.getTime() + SHOWN * 60_000),
    summary: `${group.title}${about ? ` (${about})` : ''}: ${whose}`,
    description: timesOf(year, group).join('\n'),
    transparency: ICalEventTransparency.TRANSPARENT,
  });
}

/** "09:00: 12, to be answered by 09:30", a line for each time of the day. */
export function timesOf(calendar: SchoolCalendar, { prompts }: PromptGroup): string[] {
  const times = new Map<number, PreviewPrompt[]>();
  for (const prompt of prompts) {
    const at = prompt.opensAt.getTime();
    times.set(at, [...(times.get(at) ?? []), prompt]);
  }
  return [...times.values()].flatMap((together) => {
    const [first] = together;
    if (!first) return [];
    const asked = clockTime(calendar, first.opensAt);
    return [`${asked}: ${together.length}, to be answered by ${moment(calendar, first.dueAt, first.day)}`];
  });
}
