import { DateTime } from 'luxon';
import { type SchoolCalendar } from '../../src/domain/calendar';
import { outlookAt } from '../../src/domain/forecast';
import { HALF_TERMS } from '../support/school-folder';

const calendar: SchoolCalendar = {
  timeZone: 'Europe/London',
  sessions: { am: { start: '08:50', end: '12:00' }, pm: { start: '13:00', end: '15:20' } },
  halfTerms: [...HALF_TERMS],
  closures: [
    { date: '2026-11-25', reason: 'training' },
    { date: '2026-11-27', reason: 'a burst pipe', session: 'am' },
  ],
};

const at = (when: string): Date =>
  DateTime.fromFormat(when, 'yyyy-MM-dd HH:mm', { zone: 'Europe/London' }).toJSDate();

test.each([
  ['a day for the next', '2026-11-23 15:59', '2026-11-24', '2026-11-23 16:00', '2026-11-24 08:50'],
  [
    'until its first session begins',
    '2026-11-24 08:49',
    '2026-11-24',
    '2026-11-23 16:00',
    '2026-11-24 08:50',
  ],
  [
    'over a day on which the school is shut',
    '2026-11-24 08:50',
    '2026-11-26',
    '2026-11-24 16:00',
    '2026-11-26 08:50',
  ],
  ['a morning that is shut', '2026-11-26 17:00', '2026-11-27', '2026-11-26 16:00', '2026-11-27 13:00'],
  ['Friday for Monday', '2026-11-28 12:00', '2026-11-30', '2026-11-27 16:00', '2026-11-30 08:50'],
  [
    'the last day of term for the first of the next',
    '2026-12-25 09:00',
    '2027-01-05',
    '2026-12-18 16:00',
    '2027-01-05 08:50',
  ],
  ['across a change of the clocks', '2026-10-25 09:00', '2026-11-02', '2026-10-16 16:00', '2026-11-02 08:50'],
  ['the first day of all', '2026-08-20 09:00', '2026-09-02', '2026-09-01 16:00', '2026-09-02 08:50'],
])('%s: at %s it is %s, from %s until %s', (_, now, day, from, begins) => {
  expect(outlookAt(calendar, at(now), '16:00')).toEqual({ day, from: at(from), begins: at(begins) });
});

test('after the last school day there is nothing to look ahead to', () => {
  expect(outlookAt(calendar, at('2027-07-21 09:00'), '16:00')).toBeUndefined();
});
