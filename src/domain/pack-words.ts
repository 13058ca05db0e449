import type { Duty, Rung } from './policy';
import { roleTitle } from './roles';
import { count, list } from './text';
import type { When } from './when';

const UNITS: readonly [pattern: RegExp, one: string][] = [
  [/P(\d+)W/, 'week'],
  [/P(\d+)D/, 'school day'],
  [/T(\d+)H/, 'hour'],
  [/(\d+)M/, 'minute'],
];

/** "30 minutes", "1 hour 30 minutes", "5 school days", "2 weeks"; "no time" for PT0M. */
export function durationWords(duration: string): string {
  const parts = UNITS.map(([pattern, one]) => ({ one, n: Number(pattern.exec(duration)?.[1] ?? 0) }));
  const said = parts.filter(({ n }) => n > 0).map(({ one, n }) => count(n, one));
  return said.join(' ') || (duration.includes('D') ? '0 school days' : 'no time');
}

/** "pupil-not-there" as "pupil not there": events, flags and answers as a sentence says them. */
export const spoken = (name: string): string => name.replaceAll('-', ' ');

/** Roles that several people hold at once. */
const ONE_OF_SEVERAL = ['slt', 'governor'];

/** "the AP lead", "a senior leader": the role as somebody who is asked. */
export const theRole = (role: string): string =>
  `${ONE_OF_SEVERAL.includes(role) ? 'a' : 'the'} ${roleTitle(role)}`;

/** "after 30 minutes a reminder", "after 2 school days the headteacher as well". */
export const rungWords = (rung: Rung): string =>
  `after ${durationWords(rung.after)} ${'to' in rung ? `${theRole(rung.to)} as well` : 'a reminder'}`;

/** When a duty is owed, in words: "each half term on its 20th school day, at 08:00". */
export function whenWords(when: When): string {
  if ('on' in when) return onWords(when);
  if ('every' in when) return `every ${durationWords(when.every)}, at ${when.at}`;
  if ('each' in when) return eachWords(when);
  if ('before' in when) return `${clearDays(when.by)} before the ${when.before}, at ${when.at}`;
  if ('after' in when) return `${durationWords(when.by)} after the ${when.after}, at ${when.at}`;
  return 'when somebody begins it';
}

type On = Extract<When, { on: unknown }>;
type Each = Extract<When, { each: unknown }>;

function onWords({ on, after = [], at }: On): string {
  const later = after.length > 0 ? `, ${list(after.map(durationWords))} later` : '';
  return `on ${on.map(spoken).join(' or ')}${later}${at ? `, at ${at}` : ''}`;
}

function eachWords(when: Each): string {
  if (when.each === 'session') {
    const which = when.only ? `each ${when.only.join(' and ')} session` : 'each session';
    return when.ask === 'PT0M'
      ? `${which}, as it starts`
      : `${which}, ${durationWords(when.ask)} after it starts`;
  }
  if (when.each === 'school-day')
    return `each school day${when.free ? ' without a session at the provider' : ''}, at ${when.at}`;
  const grace =
    when.grace === 'P0D' ? '' : ` (a start in its last ${durationWords(when.grace)} waits for the next)`;
  return `each ${spoken(when.each)} on its ${nth(when.day)} school day, at ${when.at}${grace}`;
}

const clearDays = (by: string): string => durationWords(by).replace('school', 'clear school');

/** 1 is "1st", -1 is "last", -10 is "10th last". */
function nth(day: number): string {
  if (day === -1) return 'last';
  const n = Math.abs(day);
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}${day < 0 ? ' last' : ''}`;
}

/** Everything that opens a duty: its own time, further events, and the command that begins it by hand. */
export function openingWords({ when, alsoOn, command }: Duty): string {
  const isByHand = 'by' in when && when.by === 'hand';
  const typed = command ? ` with \`${command}\`` : '';
  return [
    isByHand ? `by hand${typed}` : whenWords(when),
    ...(alsoOn.length > 0 ? [`also on ${alsoOn.map(spoken).join(' or ')}`] : []),
    ...(command && !isByHand ? [`also by hand${typed}`] : []),
  ].join('; ');
}

/** "off site and unregistered; looked after or social worker"; '' where it applies to everybody. */
export const limitWords = ({ only, onlyAny }: Pick<Duty, 'only' | 'onlyAny'>): string =>
  [only.map(spoken).join(' and '), onlyAny.map(spoken).join(' or ')].filter((part) => part !== '').join('; ');
