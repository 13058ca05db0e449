import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-licences-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, value: object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(value));
}

function licences(where: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['scripts/licenses.mjs', where], { encoding: 'utf8' });
}

/** Runs it over one package that says this of itself. */
function judged(said: object, locked: object = {}) {
  write('package-lock.json', { packages: { '': {}, 'node_modules/a': { version: '1.0.0', ...locked } } });
  write('node_modules/a/package.json', said);
  return licences(folder);
}

test('every licence of what runs in production is allowed', () => {
  const { status, stdout, stderr } = licences('.');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^botbuilder@4\.23\.3 +MIT$/mu);
  expect(stdout).not.toMatch(/^jest@/mu);
  expect(status).toBe(0);
});

test.each<[string, object]>([
  ['MIT', { license: 'MIT' }],
  ['one of two', { license: '(GPL-2.0 OR MIT)' }],
  ['two, in small letters', { license: 'MIT and ISC' }],
  ['two that are both allowed', { license: 'MIT AND (ISC OR GPL-3.0)' }],
  ['as an object', { license: { type: 'ISC' } }],
  ['as a list', { licenses: [{ type: 'GPL-2.0' }, { type: 'MIT' }] }],
])('a licence is allowed: %s', (_what, said) => {
  expect(judged(said)).toMatchObject({ status: 0, stderr: '' });
});

test.each<[string, object]>([
  ['GPL', { license: 'GPL-3.0' }],
  ['none', {}],
  ['an empty list', { licenses: [] }],
  ['one of two that are both needed', { license: 'MIT AND GPL-2.0' }],
  ['words', { license: 'SEE LICENSE IN LICENSE' }],
])('a licence is refused, and the package named: %s', (_what, said) => {
  const { status, stderr } = judged(said);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Replace these.+\na@1\.0\.0 /mu);
});

test('a package let through by name is told of, and only that version of it', () => {
  const elk = (version: string) => {
    const locked = { 'node_modules/elkjs': { version, license: 'EPL-2.0' } };
    write('package-lock.json', { packages: locked });
    return licences(folder);
  };
  expect(elk('0.11.1')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Let through by name: elkjs'),
  });
  expect(elk('0.11.2').status).toBe(1);
});

test('what is for development alone is not looked at; what is not installed here, by its lock', () => {
  expect(judged({ license: 'GPL-3.0' }, { dev: true }).status).toBe(0);
  write('package-lock.json', { packages: { 'node_modules/b': { version: '1.0.0', license: 'GPL-3.0' } } });
  expect(licences(folder).status).toBe(1);
});
