import { readDays } from '../../src/domain/typed-days';

/** A Wednesday. */
const TODAY = '2026-11-25';

test.each([
  ['today', '2026-11-25', '2026-11-25'],
  ['Tomorrow', '2026-11-26', '2026-11-26'],
  ['Fri', '2026-11-27', '2026-11-27'],
  ['on friday.', '2026-11-27', '2026-11-27'],
  ['tue', '2026-12-01', '2026-12-01'],
  ['30 Nov', '2026-11-30', '2026-11-30'],
  ['4 january', '2027-01-04', '2027-01-04'],
  ['4 Jan 2027', '2027-01-04', '2027-01-04'],
  ['2026-11-30 to 2026-12-02', '2026-11-30', '2026-12-02'],
  ['from Mon until Wed', '2026-11-30', '2026-12-02'],
  ['30 Dec - 2 Jan', '2026-12-30', '2027-01-02'],
  ['today to Fri', '2026-11-25', '2026-11-27'],
])('%s', (typed, from, to) => {
  expect(readDays(typed, TODAY)).toEqual({ from, to });
});

test.each([
  ['', 'nothing'],
  ['Wed', 'today or a week from today'],
  ['next week', 'which days'],
  ['2026-11-31', 'no such day'],
  ['30 Feb', 'no such day'],
  ['03/12/2026', 'March or December'],
  ['Fri to Thu to Mon', 'three days'],
  ['2026-12-02 to 2026-11-30', 'backwards'],
  ['Zofia', 'no day at all'],
])('%s is not surely a day: %s', (typed) => {
  expect(readDays(typed, TODAY)).toBeNull();
});
