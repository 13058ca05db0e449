import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS } from '../../../src/prompts/registry';
import { loadPack } from '../../../src/services/policy/policy-file';

const EMET = readFileSync(join(__dirname, '..', '..', '..', 'policies', 'emet', 'policy.yaml'), 'utf8');

const PACK = `id: own
name: Our own policy
reasons:
  - { code: space, label: A smaller space }
standIns:
  attendance-officer: [ap-lead]
duties:
  - id: attendance
    title: Attendance
    clauses: [OWN-1]
    kind: attendance
    subject: placement
    when: { each: session }
    to: attendance-officer
    due: PT30M
    ladder:
      - { after: PT30M, remind: true }
      - { after: PT60M, to: dsl }
`;
const FOLLOW_UP = PACK.slice(PACK.indexOf('  - id: attendance'))
  .replace('- id: attendance', '- id: follow-up')
  .replace('kind: attendance', 'kind: absence-follow-up')
  .replace('{ each: session }', '{ on: [pupil-not-there] }');

const load = (text: string) => loadPack(text, 'own.yaml', KINDS);
const told = (text: string) => {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.problems.map((p) => `${p.line}:${p.column} ${p.message}`);
};
const versionOf = (text: string) => {
  const loaded = load(text);
  return loaded.ok ? loaded.version : null;
};

test('the pack that ships asks about attendance with the policy’s own clauses and Waymark’s ladder', () => {
  const loaded = loadPack(EMET, 'policy.yaml', KINDS);
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
  expect(loaded.pack.reasons).toHaveLength(7);
  const attendance = loaded.pack.duties.find(({ id }) => id === 'session-attendance');
  expect(attendance?.clauses).toEqual(expect.arrayContaining(['EMET-4.5.1a', 'EMET-7.8.8', 'EMET-9.6.9']));
  expect(attendance?.ladder.map(({ after }) => after)).toEqual(['PT30M', 'PT60M', 'PT90M']);
});

test('a pack has the same version however its file is laid out, and another when it says something else', () => {
  const turned = PACK.replace(
    'id: own\nname: Our own policy\n',
    '# a remark\nname: Our own policy\nid: own\n\n',
  );
  expect(versionOf(PACK)).toMatch(/^[0-9a-f]{16}$/);
  expect(versionOf(turned)).toBe(versionOf(PACK));
  expect(versionOf(PACK.replace('PT60M', 'PT45M'))).not.toBe(versionOf(PACK));
});

test.each([
  ['due: PT30M', 'due: 30 minutes', '15:10 due: write a duration as PT30M'],
  ['to: dsl }', 'to: dls }', '18:29 to: write one of attendance-officer, ap-lead, dsl'],
  ['{ after: PT60M, to: dsl }', '{ to: dsl }', '18:9 after is missing: write it here'],
  ['to: dsl }', 'to: dsl, only: [x] }', '18:34 "only" is not known here'],
  ['due: PT30M', 'dew: PT30M', '15:5 "dew" is not known here'],
  ['each: session', 'each: lesson', '13:19 each: write one of session'],
  ['[OWN-1]', '[clause 1]', '10:15 clauses: write a clause as'],
  ['[OWN-1]', 'OWN-1', '10:14 clauses: write a list'],
  [
    'kind: attendance',
    'kind: riview',
    '11:11 there is no kind of prompt called "riview": attendance, absence-follow-up',
  ],
  ['subject: placement', 'subject: pupil', '12:14 attendance asks about a placement: write that'],
  ['to: attendance-officer', 'to: governor', '14:9 attendance cannot be put to governor: choose'],
  ['to: dsl }', 'to: governor }', '18:29 attendance cannot be put to governor: choose'],
  ['after: PT60M', 'after: PT15M', '18:18 this step comes before the one above it (PT30M)'],
  ['due: PT30M', 'due: PT30M\n    settings: { colour: red }', '16:17 "colour" is not known here'],
  [
    '- { code: space',
    '- { code: space, label: One }\n  - { code: space',
    '5:13 two reasons have the code "space"',
  ],
])('%j written as %j is told: %s', (right, wrong, message) => {
  const text = PACK.replace(right, wrong);
  expect(text).not.toBe(PACK);
  expect(told(text).join('\n')).toContain(message);
});

test('every fault of a pack is told at once', () => {
  const text = PACK.replace('due: PT30M', 'due: soon').replace('to: dsl }', 'to: nobody }');
  expect(told(text)).toHaveLength(2);
});

test('two duties of one name are refused; a duty that answers an event another raises is not', () => {
  expect(told(PACK + FOLLOW_UP)).toEqual([]);
  expect(told(PACK + FOLLOW_UP.replace('follow-up', 'attendance'))[0]).toContain(
    'two duties are called "attendance"',
  );
});

test('a duty that waits for an event which nothing in the pack raises is refused', () => {
  const alone = PACK.slice(0, PACK.indexOf('  - id: attendance')) + FOLLOW_UP;
  expect(told(alone)).toEqual(['13:18 no duty of this pack raises pupil-not-there: remove it']);
});
