import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '../../src/services/policy/clauses';
import { SMALL } from '../services/policy/small-pack';
import { commandLine } from '../support/command-line';

let folder: string;
let small: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-policy-'));
  small = await write('small.yaml', SMALL);
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** Runs a command that must leave the operator's database alone. */
const waymark = (...argv: string[]) => commandLine(null, ...argv);

const json = async (...argv: string[]) => {
  const { code, out, err } = await waymark(...argv, '--json');
  expect(err).toBe('');
  return { code, said: JSON.parse(out) };
};

test('check passes a good pack and lists the faults of a bad one, with file, line and column', async () => {
  expect(await waymark('policy', 'check', small)).toEqual({
    code: 0,
    err: '',
    out: expect.stringMatching(/^A small policy: 4 duties, no faults \(version [0-9a-f]{16}\)\.$/),
  });
  const bad = await write('bad.yaml', 'id: Bad\nduties: []\n');
  const { code, err } = await waymark('policy', 'check', bad);
  expect([code, err.split('\n')]).toEqual([
    1,
    [
      `${bad}:1:5 id: use small letters, digits and hyphens`,
      `${bad}:1:1 name is missing: write it here`,
      `${bad}:1:1 reasons is missing: write it here`,
      `${bad}:1:1 standIns is missing: write it here`,
      `${bad}:2:9 duties: this cannot be empty`,
      '5 faults to mend.',
    ],
  ]);
  expect(await waymark('policy', 'check', 'oak')).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is no policy pack "oak": choose '),
  });
});

test('check --json prints the result and nothing else', async () => {
  expect(await json('policy', 'check', small)).toMatchObject({
    code: 0,
    said: { ok: true, policy: 'small', name: 'A small policy', duties: 4 },
  });
  const bad = await write('bad.yaml', SMALL.replace('[OWN-3]', '[3]'));
  expect(await json('policy', 'check', bad)).toMatchObject({
    code: 1,
    said: { ok: false, problems: [{ file: bad, line: 19, column: 15, message: expect.any(String) }] },
  });
});

test('show tells the duties by role and time of year, and who next', async () => {
  const { code, out } = await waymark('policy', 'show', small);
  expect(code).toBe(0);
  expect(out).toContain('A small policy: 4 duties, 8 questions.');
  expect(out).toContain(
    'AP lead: 2 duties, 5 questions\n  Every half term\n    Half-termly review (routine-review)',
  );
  expect(out).toContain('Attendance officer: 1 duty, 2 questions; in their place: AP lead');
  expect(out).toContain('holds the start back, unless the headteacher lets it through');
  expect(out).toContain(
    'no answer: after 2 school days a reminder; after 5 school days the headteacher as well',
  );
  const { said } = await json('policy', 'show', small);
  expect(said).toMatchObject({ policy: 'small', duties: 4, questions: 8, roles: expect.any(Array) });
  expect(await waymark('policy', 'show', './none.yaml')).toMatchObject({ code: 1, out: '' });
});

test('coverage of a pack that serves too little says what is missing, and fails', async () => {
  const { code, out } = await waymark('policy', 'coverage', '--pack', small);
  const emet = catalogue().clauses.filter(({ policy }) => policy === 'emet').length;
  expect([code, out.split('\n').at(-1)]).toEqual([1, `0 of ${emet} clauses served.`]);
  expect(out).toContain('EMET-4.5.1a: NOT SERVED\n');
  expect(out).toContain('  by session-attendance: Attendance at the provider\n');
  expect(out).toContain('  mark: the attendance record of session-attendance\n');
  expect(out).toContain('  recorded_by: filled in by Waymark of session-attendance\n');
  expect(out).toContain('  minutes_late: NOT KEPT by a duty that names it\n');
  expect(out).not.toContain('proved by');
});

test('coverage of a pack that ships names the test of every duty', async () => {
  const { said } = await json('policy', 'coverage', '--pack', 'inv');
  expect(said.summary).toBe(`${said.served} of ${said.of} clauses served`);
  expect(said.clauses[0].proofs[0].title).toBe(`inv ${said.clauses[0].duties[0].duty}`);
});

test('coverage of every policy counts all 333 clauses, those of a pack that cannot be read included', async () => {
  const { code, said } = await json('policy', 'coverage');
  expect(said.of).toBe(333);
  expect(said.clauses).toHaveLength(333);
  expect(code).toBe(said.served === 333 && said.problems.length === 0 ? 0 : 1);
});

test('coverage of what names no clause of the five policies, or is no pack, fails and says why', async () => {
  const own = await write('own.yaml', SMALL.replace('EMET-4.5.1a, ', ''));
  expect(await waymark('policy', 'coverage', '--pack', own)).toEqual({
    code: 1,
    err: 'This pack names no clause of policies/clauses.yaml: there is nothing to compare it with.',
    out: '0 of 0 clauses served.',
  });
  expect(await waymark('policy', 'coverage', '--pack', 'oak')).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is no policy pack "oak"'),
  });
});

test('diff tells what changed, from the first pack to the second', async () => {
  const other = await write(
    'other.yaml',
    SMALL.replace('only: [off-site]', 'due: P3D').replace(/ {2}- use: governors-report[\s\S]*$/, ''),
  );
  expect(await waymark('policy', 'diff', small, other)).toEqual({
    code: 0,
    err: '',
    out: [
      `From ${small} to ${other}:`,
      '',
      `Only in ${small}:`,
      '  Report to the governors (governors-report)',
      '',
      'Half-termly review (routine-review)',
      '  to be answered within: 3 school days, was 5 school days',
      '  only for: no more, was off site',
    ].join('\n'),
  });
  const { said } = await json('policy', 'diff', small, other);
  expect(said).toMatchObject({ same: false, onlyInFirst: [{ duty: 'governors-report' }], changed: [{}] });
  expect((await waymark('policy', 'diff', small, small)).out).toBe(`${small} and ${small} say the same.`);
  expect(await waymark('policy', 'diff', small, 'oak')).toMatchObject({ code: 1, out: '' });
});

test('pages are written, one a pack', async () => {
  const pages = join(folder, 'pages');
  expect(await waymark('policy', 'pages', pages, small)).toEqual({
    code: 0,
    err: '',
    out: `${join(pages, 'small.md')} is written.`,
  });
  expect(await readdir(pages)).toEqual(['small.md']);
  expect(await readFile(join(pages, 'small.md'), 'utf8')).toMatch(/^# A small policy\n/);
  expect(await waymark('policy', 'pages', pages, 'oak')).toMatchObject({ code: 1, out: '' });
});
