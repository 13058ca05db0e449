import fc from 'fast-check';
import { percentOf, tally, tallyText } from '../../src/domain/percent';
import { MARKS } from '../../src/domain/register';

test('here and late are attended, not there and not known are not', () => {
  expect(tally(['here', 'late', 'not-there', 'not-known'])).toEqual({
    attended: 2,
    answered: 4,
    unconfirmed: 0,
  });
});

test('a session without an answer stands apart, neither attended nor absent', () => {
  const tallied = tally(['here', null, null]);
  expect(tallied).toEqual({ attended: 1, answered: 1, unconfirmed: 2 });
  expect(tallyText(tallied)).toBe('1 of 1 (100%), 2 not confirmed');
});

test('nothing answered gives no percentage', () => {
  expect(percentOf(tally([null]))).toBeNull();
  expect(tallyText(tally([null]))).toBe('1 not confirmed');
  expect(tallyText(tally([]))).toBe('nothing recorded');
});

test('the figure is said with its sessions', () => {
  expect(tallyText({ attended: 9, answered: 10, unconfirmed: 0 })).toBe('9 of 10 (90%)');
});

test('a percentage is never flattered: 100 means every session', () => {
  expect(percentOf({ attended: 299, answered: 300, unconfirmed: 0 })).toBe(99);
  fc.assert(
    fc.property(fc.array(fc.option(fc.constantFrom(...MARKS)), { minLength: 1 }), (sessions) => {
      const tallied = tally(sessions);
      const percent = percentOf(tallied);
      expect(tallied.answered + tallied.unconfirmed).toBe(sessions.length);
      expect(percent === 100).toBe(tallied.answered > 0 && tallied.attended === tallied.answered);
    }),
  );
});
