import { timeOf } from '../../src/domain/duty-times';
import { durationWords, limitWords, rungWords, whenWords } from '../../src/domain/pack-words';
import type { Duty } from '../../src/domain/policy';
import { whenSchema } from '../../src/domain/when';

test.each([
  ['PT30M', '30 minutes'],
  ['PT1H30M', '1 hour 30 minutes'],
  ['P1D', '1 school day'],
  ['P2W', '2 weeks'],
  ['PT0M', 'no time'],
  ['P0D', '0 school days'],
])('%s is %s', (duration, words) => {
  expect(durationWords(duration)).toBe(words);
});

test.each([
  [{ each: 'session' }, 'each session, as it starts', 'session'],
  [{ each: 'session', ask: 'PT15M', only: ['pm'] }, 'each pm session, 15 minutes after it starts', 'session'],
  [{ each: 'school-day', at: '15:00' }, 'each school day, at 15:00', 'daily'],
  [
    { each: 'school-day', free: true },
    'each school day without a session at the provider, at 08:00',
    'daily',
  ],
  [{ each: 'week', day: -1 }, 'each week on its last school day, at 08:00', 'weekly'],
  [{ every: 'P3W' }, 'every 3 weeks, at 08:00', 'weekly'],
  [
    { each: 'half-term', day: 20, grace: 'P10D' },
    'each half term on its 20th school day, at 08:00 (a start in its last 10 school days waits for the next)',
    'half-termly',
  ],
  [{ each: 'term', day: -2 }, 'each term on its 2nd last school day, at 08:00', 'termly'],
  [{ each: 'year', day: 11 }, 'each year on its 11th school day, at 08:00', 'yearly'],
  [{ before: 'start', by: 'P10D' }, '10 clear school days before the start, at 08:00', 'start'],
  [{ after: 'start', by: 'P1D' }, '1 school day after the start, at 08:00', 'start'],
  [{ before: 'end', by: 'P1D', at: '09:30' }, '1 clear school day before the end, at 09:30', 'end'],
  [{ after: 'end', by: 'P10D' }, '10 school days after the end, at 08:00', 'end'],
  [{ on: ['pupil-not-there', 'pupil-not-known'] }, 'on pupil not there or pupil not known', 'event'],
  [
    { on: ['return-agreed'], after: ['P1W', 'P5D'] },
    'on return agreed, 1 week and 5 school days later',
    'event',
  ],
  [{ by: 'hand' }, 'when somebody begins it', 'hand'],
])('%j is told as "%s", among the %s duties', (written, words, time) => {
  const when = whenSchema.parse(written);
  expect(whenWords(when)).toBe(words);
  expect(timeOf({ when } as Duty)).toBe(time);
});

test('a step of a ladder reminds, or asks the next role as well', () => {
  expect(rungWords({ after: 'PT30M', remind: true })).toBe('after 30 minutes a reminder');
  expect(rungWords({ after: 'P2D', to: 'dsl' })).toBe('after 2 school days the DSL as well');
});

test('what a duty is limited to: all of these, and any of those', () => {
  expect(limitWords({ only: [], onlyAny: [] })).toBe('');
  expect(limitWords({ only: ['off-site', 'unregistered'], onlyAny: ['ehcp', 'looked-after'] })).toBe(
    'off site and unregistered; ehcp or looked after',
  );
});
