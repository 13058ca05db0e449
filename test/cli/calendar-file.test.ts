import { calendarFile } from '../../src/cli/policy/calendar-file';
import type { Preview, PreviewPrompt } from '../../src/services/policy/preview';
import { HALF_TERMS } from '../support/school-folder';

const STAMP = new Date('2026-11-23T07:00:00Z');
const calendar = {
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: HALF_TERMS,
  closures: [],
};
const school = { id: '999101', name: 'Larch', calendar };

const prompt = (over: Partial<PreviewPrompt> = {}): PreviewPrompt => ({
  policy: 'small',
  duty: 'session-attendance',
  title: 'Attendance at the provider',
  clauses: ['OWN-1'],
  kind: 'attendance',
  subject: { type: 'placement', id: 'secret-1' },
  role: 'attendance-officer',
  person: { email: 'amira@larch.example', name: 'Amira Khan' },
  day: '2026-11-23',
  opensAt: new Date('2026-11-23T09:00:00Z'),
  dueAt: new Date('2026-11-23T09:30:00Z'),
  ...over,
});
const fileOf = (...prompts: PreviewPrompt[]): string => {
  const preview: Preview = { school, policy: 'A small policy', prompts };
  return calendarFile(preview, STAMP).replaceAll(/\r\n[ \t]/g, '');
};
const afternoon = { opensAt: new Date('2026-11-23T13:00:00Z'), dueAt: new Date('2026-11-24T13:00:00Z') };

test('a duty, a day and a person make one entry, which counts and names no subject', () => {
  const other = prompt({ subject: { type: 'placement', id: 'secret-2' } });
  const text = fileOf(prompt(), other, prompt(afternoon));
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  expect(text).toContain('SUMMARY:Attendance at the provider (2 placements): Amira Khan');
  expect(text).toContain(
    String.raw`DESCRIPTION:09:00: 2\, to be answered by 09:30\n13:00: 1\, to be answered by Tue 24 Nov 13:00`,
  );
  expect(text).toContain('DTSTART:20261123T090000Z');
  expect(text).not.toContain('secret');
});

test('another person, another day or another duty makes another entry; the school itself is not counted', () => {
  const text = fileOf(
    prompt(),
    prompt({ person: null }),
    prompt({ day: '2026-11-24' }),
    prompt({ duty: 'report', title: 'Report', subject: { type: 'school', id: '999101' } }),
  );
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(4);
  expect(text).toContain('SUMMARY:Report: Amira Khan');
  expect(text).toContain('(1 placement): Nobody holds the role');
});

test('the same prompts make the same file, so that a calendar that reads it again doubles nothing', () => {
  expect(fileOf(prompt())).toBe(fileOf(prompt()));
});
