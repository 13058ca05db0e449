import { ManualClock } from '../../src/demo/manual-clock';

const NINE = new Date('2026-11-23T09:00:00Z');

test('stands still until it is set', () => {
  const clock = new ManualClock(NINE);
  expect(clock.now()).toEqual(NINE);
  clock.set(new Date('2026-11-23T09:15:00Z'));
  expect(clock.now()).toEqual(new Date('2026-11-23T09:15:00Z'));
});

test('may be set to the time it shows, and never back', () => {
  const clock = new ManualClock(NINE);
  clock.set(NINE);
  expect(() => clock.set(new Date('2026-11-23T08:59:59.999Z'))).toThrow('The clock cannot be set back.');
  expect(clock.now()).toEqual(NINE);
});

test('gives out copies, so that nobody can move it by a date it gave', () => {
  const clock = new ManualClock(NINE);
  clock.now().setFullYear(1999);
  expect(clock.now()).toEqual(NINE);
});
