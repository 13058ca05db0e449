import fc from 'fast-check';
import { findPupils, wordsOf } from '../../src/domain/search';

const pupil = (firstName: string, lastName: string, upn = `X${firstName}${lastName}`.toUpperCase()) => ({
  firstName,
  lastName,
  upn,
});

const PUPILS = [
  pupil('Zofia', 'Ostrowska', 'B801200005001'),
  pupil('Zofia', 'Zielinska'),
  pupil('Ben', 'Turner'),
  pupil('Benedict', 'Hall'),
  pupil('Reuben', 'Oak'),
  pupil('Łucja', 'O’Brien-Ståhl'),
  pupil('Mary Jane', 'Poole'),
  pupil('Mary', 'Poole'),
  pupil('Sam', 'Turnbull'),
  pupil('李', '小明'),
];

const found = (asked: string) => findPupils(PUPILS, asked).pupils.map((p) => `${p.firstName} ${p.lastName}`);

test.each([
  ['the full name', 'Zofia Ostrowska', ['Zofia Ostrowska']],
  ['the full name the other way round', 'ostrowska, ZOFIA', ['Zofia Ostrowska']],
  ['the short name that cards show', 'Zofia O.', ['Zofia Ostrowska']],
  ['a first name that two have', 'zofia', ['Zofia Ostrowska', 'Zofia Zielinska']],
  ['the start of a surname', 'zie', ['Zofia Zielinska']],
  ['letters from the middle', 'rows', ['Zofia Ostrowska']],
  ['a UPN in small letters', 'b801200005001', ['Zofia Ostrowska']],
  ['a UPN with spaces', 'B801 2000 05001', ['Zofia Ostrowska']],
  ['no accents', 'lucja obrien stahl', ['Łucja O’Brien-Ståhl']],
  ['a straight apostrophe', "O'Brien", ['Łucja O’Brien-Ståhl']],
  ['another script', '小明', ['李 小明']],
  ['one letter wrong', 'Zofja', ['Zofia Ostrowska', 'Zofia Zielinska']],
  ['one letter wrong and a surname', 'Zofja Zielinska', ['Zofia Zielinska']],
  ['a letter missing', 'Osrowska', ['Zofia Ostrowska']],
  ['two letters swapped, nearest first', 'Tunrer', ['Ben Turner']],
])('finds by %s', (_, asked, names) => {
  expect(found(asked)).toEqual(names);
});

test('whole words come before beginnings, and beginnings hide what merely contains the letters', () => {
  expect(found('ben')).toEqual(['Ben Turner', 'Benedict Hall']);
  expect(found('euben')).toEqual(['Reuben Oak']);
});

test('a full name is enough although a longer name contains it', () => {
  expect(found('Mary Poole')).toEqual(['Mary Poole']);
  expect(found('Mary Jane')).toEqual(['Mary Jane Poole']);
});

test('one word of a name does not answer two words asked for', () => {
  expect(found('Zofia Z')).toEqual(['Zofia Zielinska']);
});

test('only nearest spellings are called guesses', () => {
  expect(findPupils(PUPILS, 'Zofia').guessed).toBe(false);
  expect(findPupils(PUPILS, 'Zofja').guessed).toBe(true);
});

test.each(['', '  ', '???', '*', 'xqxqxq', 'A000000000000'])('finds nobody for %j', (asked) => {
  expect(found(asked)).toEqual([]);
});

test('every pupil is found by their own name, typed anyhow', () => {
  const word = fc.stringMatching(/^[A-Za-zÀ-ÿ]{1,12}$/u).filter((name) => wordsOf(name).length === 1);
  fc.assert(
    fc.property(word, word, fc.boolean(), (firstName, lastName, swapped) => {
      const one = pupil(firstName, lastName);
      const asked = swapped ? `${lastName} ${firstName}` : `${firstName} ${lastName}`;
      expect(findPupils([...PUPILS, one], asked.toUpperCase()).pupils).toContain(one);
    }),
  );
});

test('anything may be typed without a fault, at any length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (asked) => {
      expect(findPupils(PUPILS, asked).pupils.length).toBeLessThanOrEqual(PUPILS.length);
    }),
  );
});
