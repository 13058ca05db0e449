import fc from 'fast-check';
import { fullName, type Named, shortNames } from '../../src/domain/names';

const pupil = (id: string, firstName: string, lastName: string, yearGroup = '9'): Named => ({
  id,
  firstName,
  lastName,
  yearGroup,
});

const names = (...pupils: Named[]) => pupils.map(({ id }) => shortNames(pupils).get(id));

test('a first name and an initial are enough when nobody else has them', () => {
  expect(names(pupil('1', 'Zofia', 'Ostrowska'), pupil('2', 'Ben', 'Turner'))).toEqual([
    'Zofia O.',
    'Ben T.',
  ]);
});

test('two alike get one more letter, and the others keep their short names', () => {
  const three = [pupil('1', 'Zofia', 'Ostrowska'), pupil('2', 'Zofia', 'Olsen'), pupil('3', 'Ben', 'Turner')];
  expect(names(...three)).toEqual(['Zofia Os.', 'Zofia Ol.', 'Ben T.']);
});

test('surnames alike to the third letter are written out, and never cut to look like another', () => {
  expect(names(pupil('1', 'Ben', 'Turner'), pupil('2', 'Ben', 'Turnbull'))).toEqual([
    'Ben Turner',
    'Ben Turnbull',
  ]);
  expect(names(pupil('1', 'Ben', 'Li'), pupil('2', 'Ben', 'Lin'))).toEqual(['Ben Li', 'Ben Lin']);
});

test('two of one name are told apart by year, then by number, and keep their numbers', () => {
  const [older, younger] = [pupil('1', 'Zofia', 'Os', '11'), pupil('2', 'Zofia', 'Os', '8')];
  expect(names(older, younger)).toEqual(['Zofia Os (year 11)', 'Zofia Os (year 8)']);
  const twins = [pupil('b', 'Zofia', 'Os'), pupil('a', 'Zofia', 'Os')];
  expect(names(...twins)).toEqual(['Zofia Os (year 9), 2', 'Zofia Os (year 9), 1']);
});

test('a short surname is given whole, with no stop after it', () => {
  expect(names(pupil('1', 'Ann', 'O'))).toEqual(['Ann O']);
});

test('a surname may begin with a letter beyond the basic plane', () => {
  expect(names(pupil('1', 'Ann', '𠮷田'))).toEqual(['Ann 𠮷.']);
});

test('names are one line of plain text', () => {
  expect(fullName({ firstName: 'Zo\u202Efia\n', lastName: ' Ostrow\u0000ska' })).toBe('Zo fia Ostrow ska');
});

test('a name already given to one pupil is not given to another, even where a name has one part only', () => {
  expect(
    names(pupil('1', '', 'Os', '8'), pupil('2', '', 'Ostrowska', '8'), pupil('3', 'Os', '', '8')),
  ).toEqual(['Os (year 8)', 'Ost.', 'Os']);
});

test('whatever the names, every pupil has one and no two are the same', () => {
  const few = fc.constantFrom('Zofia', 'zofia', 'Ben', 'Łu', 'O', '𠮷田', 'Os', 'Ost', 'Ostrowska', '');
  const anybody = fc.record({ firstName: few, lastName: few, yearGroup: fc.constantFrom('8', '9') });
  fc.assert(
    fc.property(fc.array(anybody, { maxLength: 12 }), (people) => {
      const pupils = people.map((person, i) => ({ ...person, id: String(i).padStart(2, '0') }));
      const given = [...shortNames(pupils).values()].map((name) => name.toLowerCase().replace(/\.$/, ''));
      expect(given).toHaveLength(pupils.length);
      expect(new Set(given).size).toBe(pupils.length);
    }),
    { numRuns: 1_000 },
  );
});
