import fc from 'fast-check';
import {
  addSchoolDays,
  calendarSchema,
  closureOn,
  dayOf,
  isSchoolDay,
  schoolDaysSince,
  sessionsOn,
  sessionTimes,
  startOfDay,
} from '../../src/domain/calendar';
import { addDuration } from '../../src/domain/duration';

const calendar = calendarSchema.parse({
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: [
    { name: 'Autumn 1', start: '2026-09-02', end: '2026-10-16' },
    { name: 'Autumn 2', start: '2026-11-02', end: '2026-12-18' },
    { name: 'Spring 2', start: '2027-02-22', end: '2027-04-01' },
  ],
  closures: [
    { date: '2026-11-27', reason: 'INSET day' },
    { date: '2026-12-18', reason: 'End of term', session: 'pm' },
  ],
});

describe('the school’s own calendar', () => {
  test('a weekday in term has two sessions, a weekend and a holiday none', () => {
    expect(sessionsOn(calendar, '2026-11-23')).toEqual(['am', 'pm']);
    expect(sessionsOn(calendar, '2026-11-22')).toEqual([]);
    expect(sessionsOn(calendar, '2026-10-20')).toEqual([]);
  });

  test('a closure takes the day, or the session it names', () => {
    expect(isSchoolDay(calendar, '2026-11-27')).toBe(false);
    expect(closureOn(calendar, '2026-11-27', 'am')).toBe('INSET day');
    expect(sessionsOn(calendar, '2026-12-18')).toEqual(['am']);
  });

  test.each([
    ['the Friday before the clocks go back', '2026-10-16', '2026-10-16T08:00:00.000Z'],
    ['the first Monday of winter time', '2026-11-02', '2026-11-02T09:00:00.000Z'],
    ['the Friday before the clocks go forward', '2027-03-26', '2027-03-26T09:00:00.000Z'],
    ['the Monday after they went forward', '2027-03-29', '2027-03-29T08:00:00.000Z'],
  ])('nine o’clock is nine o’clock at school on %s', (_when, day, instant) => {
    expect(sessionTimes(calendar, day, 'am').start.toISOString()).toBe(instant);
  });

  test('the day changes at midnight in school time, also in summer', () => {
    expect(dayOf(calendar, new Date('2027-03-28T23:30:00Z'))).toBe('2027-03-29');
    expect(startOfDay(calendar, '2027-03-29').toISOString()).toBe('2027-03-28T23:00:00.000Z');
  });

  test('school days are counted over weekends, holidays and closures', () => {
    expect(addSchoolDays(calendar, '2026-11-26', 1)).toBe('2026-11-30');
    expect(addSchoolDays(calendar, '2026-10-16', 1)).toBe('2026-11-02');
    expect(addSchoolDays(calendar, '2026-11-30', -1)).toBe('2026-11-26');
    expect(schoolDaysSince(calendar, '2026-11-23', '2026-11-30')).toBe(4);
  });

  test('past the end of the calendar there is no school day to count to', () => {
    expect(addSchoolDays(calendar, '2027-03-31', 5)).toBeUndefined();
  });

  test('counting forward and back by any number of school days comes home', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (n) => {
        const there = addSchoolDays(calendar, '2026-09-02', n);
        return there === undefined || addSchoolDays(calendar, there, -n) === '2026-09-02';
      }),
    );
  });
});

describe('durations', () => {
  test('hours are exact, also over the night the clocks change', () => {
    const evening = new Date('2026-10-24T22:30:00Z');
    expect(addDuration(calendar, evening, 'PT3H').toISOString()).toBe('2026-10-25T01:30:00.000Z');
  });

  test('days are school days, at the same time on the clock', () => {
    const friday = new Date('2027-03-26T09:10:00Z');
    expect(addDuration(calendar, friday, 'P1D').toISOString()).toBe('2027-03-29T08:10:00.000Z');
  });
});
