import { markerOf } from '../../src/domain/third-parties';

const AMIRA = { person: 'staff', name: 'Amira Khan', role: 'attendance officer', other: true } as const;
const AUNT = { person: 'contact', name: 'Zofia Ostrowska-Lee', role: 'aunt', other: true } as const;
const PUPIL = { person: 'pupil', name: 'another pupil', role: 'pupil', other: true };

const mark = markerOf({
  others: [
    { who: AMIRA, called: ['staff-1', 'Amira Khan'] },
    { who: AUNT, called: ['Zofia Ostrowska-Lee'] },
  ],
  otherPupils: ['Yusuf A.', 'Ann Lee (year 9), 2', 'İpek Aydın', 'Zofia'],
  own: ['Zofia O.', 'Zofia Ostrowska'],
});

test('a text that is a name or an id becomes that person', () => {
  expect(mark('staff-1')).toEqual(AMIRA);
  expect(mark('yusuf a.')).toEqual(PUPIL);
});

test('a name among other words stands apart from them, in whatever letters and spaces it was typed', () => {
  expect(mark('Asked AMIRA  Khan: Ann Lee (year 9), 2 was there')).toEqual([
    'Asked ',
    AMIRA,
    ': ',
    PUPIL,
    ' was there',
  ]);
  expect(mark('With İpek Aydın.')).toEqual(['With ', PUPIL, '.']);
});

test('the pupil stays who they are, and a longer name is not cut at a shorter one', () => {
  expect(mark('Zofia Ostrowska and Zofia O.')).toBe('Zofia Ostrowska and Zofia O.');
  expect(mark('Rang Zofia Ostrowska-Lee')).toEqual(['Rang ', AUNT]);
  expect(mark('Zofia alone')).toEqual([PUPIL, ' alone']);
});

test('a part of a longer word is no name', () => {
  expect(mark('staff-12, Zofiana')).toBe('staff-12, Zofiana');
});

test('everything inside is marked, and a person who was marked already is left alone', () => {
  expect(mark({ by: AMIRA, notes: ['staff-1', 3, null, true] })).toEqual({
    by: AMIRA,
    notes: [AMIRA, 3, null, true],
  });
});
