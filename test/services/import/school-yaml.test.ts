import { readSchool } from '../../../src/services/import/school-yaml';
import { HALF_TERMS, type SchoolOptions, schoolTexts } from '../../support/school-folder';

const NOW = new Date('2026-11-23T09:00:00Z');
const textOf = (options: SchoolOptions = {}) => schoolTexts(options)['school.yaml'] ?? '';
const read = (text: string, now = NOW) => readSchool({ text }, now);
const told = (text: string) => read(text).problems.map((p) => `${p.line}:${p.column} ${p.message}`);

test('a school is its name, its URN and its calendar', () => {
  const closures = [{ date: '2026-11-27', reason: 'INSET', session: 'pm' as const }];
  const { settings, policy, warnings } = read(textOf({ closures }));
  expect(settings).toMatchObject({ name: 'Larch School (invented)', urn: '999101' });
  expect(settings?.calendar).toMatchObject({ timeZone: 'Europe/London', halfTerms: HALF_TERMS, closures });
  expect([policy, warnings]).toEqual(['emet', []]);
});

test('a URN may be written as a number', () => {
  expect(read(textOf().replace(/urn: .*/, 'urn: 123456')).settings?.urn).toBe('123456');
});

test('a school may keep records for longer; attendance never for less than six years', () => {
  const { settings } = read(`${textOf()}retention:\n  messageDays: 60\n`);
  expect(settings?.retention).toMatchObject({ messageDays: 60, attendanceYears: 6 });
  expect(told(`${textOf()}retention:\n  attendanceYears: 5\n`)).toEqual([
    '33:20 attendanceYears: keep these for 6 years at least',
  ]);
});

test('every fault is told at once, each at its place', () => {
  const text = textOf({ halfTerms: HALF_TERMS.slice(0, 2) })
    .replace('"999101"', '12')
    .replace('2026-10-16', '16/10/2026')
    .replace('Europe/London', 'Europe/Londinium')
    .replace('closures: []', 'closures: []\nterms: 3');
  expect(told(text)).toEqual([
    '2:6 urn: a URN has six digits: check it',
    '4:11 timeZone: name a time zone, e.g. Europe/London',
    '15:10 end: write the date as YYYY-MM-DD',
    '20:1 "terms" is not known here: correct its spelling, or remove it',
  ]);
});

test('what is missing is told where it belongs', () => {
  expect(told(textOf().replace(/ {4}end: "?12:00"?\n/, ''))).toEqual(['7:5 end is missing: write it here']);
  expect(told('name: Larch\n')).toContain('1:1 policy is missing: write it here');
});

test('half terms that overlap, and an afternoon before the morning ends, are faults', () => {
  const halfTerms = [...HALF_TERMS, { name: 'Extra', start: '2026-12-18', end: '2026-12-20' }];
  const sessions = { am: { start: '09:00', end: '12:00' }, pm: { start: '11:00', end: '15:00' } };
  expect(told(textOf({ halfTerms, sessions }))).toEqual([
    expect.stringMatching(/^10:12 the afternoon session starts before the morning session ends/),
    expect.stringMatching(/^32:12 this half term overlaps Autumn 2/),
  ]);
});

test('a calendar that ends within 60 days is a warning, and is used', () => {
  const { settings, warnings } = read(textOf(), new Date('2027-05-23T09:00:00Z'));
  expect(settings).not.toBeNull();
  expect(warnings[0]).toMatchObject({ file: 'school.yaml', line: 13 });
  expect(warnings[0]?.message).toContain('the calendar ends on 2027-07-21');
  expect(read(textOf(), new Date('2027-05-20T09:00:00Z')).warnings).toEqual([]);
});

test('a file that is not YAML says where it stops being so', () => {
  expect(told('name: Larch\nurn: [1\n')[0]).toMatch(/^3:\d+ this is not YAML as it stands/);
  expect(told('')).toEqual(['1:1 the file is missing or empty: fill it in']);
  expect(told('- a\n- b')[0]).toMatch(/^1:1 /);
});

test('a file that unfolds without end is refused', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefgh'.split('').map(fold)].join('\n');
  expect(told(bomb)).toEqual(['1:1 write the values out: too many aliases (*)']);
});

const fold = (name: string) => {
  const before = `*${String.fromCharCode(name.charCodeAt(0) - 1)}`;
  return `${name}: &${name} [${Array(10).fill(before).join(',')}]`;
};

test('a rota names days and addresses; a school day with nobody is a warning, at its place', () => {
  const rota = (days: string, who: string) =>
    `${textOf()}rota:\n  dsl:\n    - { days: [${days}], who: ${who} }\n`;
  const { settings, warnings } = read(rota('mon, tue, wed', 'Cara@larch.example'));
  expect(settings?.rota).toEqual({ dsl: [{ days: ['mon', 'tue', 'wed'], who: 'cara@larch.example' }] });
  expect(warnings.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    '34:5 nobody is on duty as dsl on thu and fri: the first holder in staff.csv is asked then, unless you name somebody',
  ]);
  expect(told(rota('monday', 'cara@larch.example'))).toEqual([
    '34:16 days: write one of mon, tue, wed, thu, fri, sat, sun',
  ]);
  expect(told(rota('mon', 'cara'))).toEqual([expect.stringMatching(/^34:27 who: /)]);
  expect(told(`${textOf()}rota:\n  slt: []\n`)).toEqual([
    '33:3 "slt" is not known here: correct its spelling, or remove it',
  ]);
});
