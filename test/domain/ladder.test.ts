import { calendarSchema } from '../../src/domain/calendar';
import { climb } from '../../src/domain/ladder';
import type { Rung } from '../../src/domain/policy';

const calendar = calendarSchema.parse({
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: [{ name: 'Autumn 2', start: '2026-11-02', end: '2026-12-18' }],
});
const ladder: Rung[] = [
  { after: 'PT30M', remind: true },
  { after: 'PT60M', to: 'ap-lead' },
  { after: 'PT90M', to: 'dsl' },
];
const openedAt = new Date('2026-11-23T09:00:00Z');
const at = (minutes: number) => new Date(openedAt.getTime() + minutes * 60_000);
const state = (rung: number, heldUntil: Date | null = null) => ({ openedAt, rung, heldUntil });

describe('does it climb?', () => {
  test('not before the first rung, and it says when to look again', () => {
    expect(climb(calendar, ladder, state(0), at(29))).toEqual({
      rungs: [],
      holdEnded: false,
      nextAt: at(30),
    });
  });

  test('each rung at its time, to the minute', () => {
    expect(climb(calendar, ladder, state(0), at(30)).rungs).toEqual([ladder[0]]);
    expect(climb(calendar, ladder, state(1), at(60)).rungs).toEqual([ladder[1]]);
    expect(climb(calendar, ladder, state(2), at(90))).toEqual({
      rungs: [ladder[2]],
      holdEnded: false,
      nextAt: null,
    });
  });

  test('after downtime every rung that passed is due at once', () => {
    expect(climb(calendar, ladder, state(0), at(600)).rungs).toEqual(ladder);
  });

  test('a hold stops every rung until it ends', () => {
    expect(climb(calendar, ladder, state(1, at(75)), at(61))).toEqual({
      rungs: [],
      holdEnded: false,
      nextAt: at(75),
    });
  });

  test('when the hold ends, what passed meanwhile is due: a hold delays, it never forgives', () => {
    const due = climb(calendar, ladder, state(1, at(75)), at(75));
    expect(due).toEqual({ rungs: [ladder[1]], holdEnded: true, nextAt: at(90) });
  });

  test('rungs in days count school days', () => {
    const days: Rung[] = [{ after: 'P5D', to: 'ap-lead' }];
    expect(climb(calendar, days, state(0), at(0)).nextAt?.toISOString()).toBe('2026-11-30T09:00:00.000Z');
  });
});
