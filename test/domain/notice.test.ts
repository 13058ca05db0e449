import type { SchoolCalendar } from '../../src/domain/calendar';
import { clearDaysBetween, firstDayAllowed, lastDayToSend } from '../../src/domain/notice';

const calendar: SchoolCalendar = {
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: [
    { name: 'Autumn 1', start: '2026-09-02', end: '2026-10-16' },
    { name: 'Autumn 2', start: '2026-11-02', end: '2026-12-18' },
  ],
  closures: [{ date: '2026-12-03', reason: 'Training' }],
};

describe('clear school days', () => {
  test.each([
    ['neither the day it is sent nor the day of the start counts', '2026-11-23', '2026-11-26', 2],
    ['the next day leaves none', '2026-11-23', '2026-11-24', 0],
    ['a weekend is not counted', '2026-11-26', '2026-11-30', 1],
    ['a closure is not counted', '2026-12-02', '2026-12-04', 0],
    ['a holiday is not counted', '2026-10-15', '2026-11-03', 2],
    ['sent on the day, or after it', '2026-11-24', '2026-11-24', 0],
    ['sent on a Sunday', '2026-11-22', '2026-11-25', 2],
  ])('%s', (_rule, sent, start, days) => {
    expect(clearDaysBetween(calendar, sent, start)).toBe(days);
  });

  test.each(['2026-11-26', '2026-11-30', '2026-12-07', '2026-11-02', '2026-09-21'])(
    'the last day to send leaves them before %s, and the day after it does not',
    (start) => {
      const last = lastDayToSend(calendar, start, 2) ?? '';
      expect(clearDaysBetween(calendar, last, start)).toBe(2);
      expect(firstDayAllowed(calendar, last, 2)).toBe(start);
    },
  );

  test('nothing is said beyond the calendar', () => {
    expect(lastDayToSend(calendar, '2026-09-03', 2)).toBeUndefined();
    expect(firstDayAllowed(calendar, '2026-12-17', 2)).toBeUndefined();
  });
});
