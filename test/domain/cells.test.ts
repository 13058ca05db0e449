import * as fc from 'fast-check';
import { day, email, flag, optionalDay, partsOf, required } from '../../src/domain/cells';

const messageOf = (schema: typeof day, cell: string) => schema.safeParse(cell).error?.issues[0]?.message;

test.each([
  ['23/11/2026', 'write the date as 2026-11-23'],
  ['3.9.2026', 'write the date as 2026-09-03'],
  ['31/02/2026', 'there is no such day: check the date'],
  ['2026-02-31', 'there is no such day: check the date'],
  ['12/31/2026', 'there is no such day: check the date'],
  ['next week', 'write the date as YYYY-MM-DD, e.g. 2026-11-23'],
  ['', 'this cannot be empty: fill it in'],
])('the date "%s": %s', (cell, message) => {
  expect(messageOf(day, cell)).toBe(message);
});

test('29 February is a day in a leap year', () => {
  expect(day.parse(' 2028-02-29 ')).toBe('2028-02-29');
  expect(messageOf(day, '2027-02-29')).toContain('no such day');
});

test('a date that may be left out gives the same advice as one that may not', () => {
  expect(optionalDay.parse(' ')).toBeNull();
  expect(optionalDay.parse('2026-11-23')).toBe('2026-11-23');
  expect(optionalDay.safeParse('23/11/2026').error?.issues[0]?.message).toBe('write the date as 2026-11-23');
});

test('yes and no are read in any case, and nothing else is', () => {
  expect([' Yes', 'NO '].map((cell) => flag.parse(cell))).toEqual([true, false]);
  for (const cell of ['y', '1', 'true', '']) expect(flag.safeParse(cell).success).toBe(false);
});

test('an e-mail address is kept in small letters', () => {
  expect(email.parse(' Amira@Larch.EXAMPLE ')).toBe('amira@larch.example');
  expect(email.safeParse('amira at larch').success).toBe(false);
});

test.each([
  ['**bold** _it_', '**bold** _it_'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['${name}', '${name}'],
  [' Zoë O’Brien-Łukasik 😀 ', 'Zoë O’Brien-Łukasik 😀'],
  ['Anna\u202Egnp\tMarie\u0000', 'Anna gnp Marie'],
  ['Anna\r\nMarie', 'Anna Marie'],
])('a name is stored as given, on one line: %j', (cell, stored) => {
  expect(required().parse(cell)).toBe(stored);
});

test('a name of a hundred characters is kept whole, whatever the characters; a longer one is refused', () => {
  expect(required().parse('😀'.repeat(100))).toBe('😀'.repeat(100));
  expect(required().safeParse('a'.repeat(101)).error?.issues[0]?.message).toContain(
    'longer than 100 characters',
  );
});

test('the parts of a cell survive any spacing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,8}$/)),
      fc.constantFrom(';', ' ; ', ';;', '; '),
      (parts, gap) => {
        expect(partsOf(parts.join(gap))).toEqual(parts);
      },
    ),
  );
});
