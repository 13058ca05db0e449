import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clauseIndex } from '../../../src/services/policy/clauses';
import { GENERATED, readStories } from '../../../src/services/policy/proofs';

const SOURCE = join(__dirname, '../../..');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'waymark-proofs-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(join(root, file, '..'), { recursive: true });
  await writeFile(join(root, file), text);
}

test('an installed build has no tests: it knows of the generated story alone', () => {
  expect(readStories(root)).toEqual({ generated: true, written: [] });
});

test('the generated story is named only where it runs over every duty of every pack', async () => {
  const real = await readFile(join(SOURCE, GENERATED), 'utf8');
  await write(GENERATED, real);
  expect(readStories(root).generated).toBe(true);
  await write(GENERATED, real.replace('test.each(', 'test.skip.each('));
  expect(readStories(root).generated).toBe(false);
  await write(GENERATED, real.replace('describe.each(PACK_IDS)', "describe.each(['emet'])"));
  expect(readStories(root).generated).toBe(false);
  await rm(join(root, GENERATED));
  expect(readStories(root).generated).toBe(false);
});

test('written stories are the titles of tests that run, with the clauses they begin with', async () => {
  await write(
    'test/policies/stories/notice.test.ts',
    `
test('EMET-7.1.1, EMET-7.1.2 and INV-7.3: the notice goes in time', () => {});
  it("STJ-8.2b isn't late", async () => {});
test.skip('EMET-1.1 skipped', () => {});
test.todo('EMET-1.2 to do');
// test('EMET-1.3 a remark', () => {});
/*
test('EMET-1.4 a longer remark', () => {});
*/
test('the bystander', () => {});
`,
  );
  const file = 'test/policies/stories/notice.test.ts';
  expect(readStories(root).written).toEqual([
    {
      file,
      title: 'EMET-7.1.1, EMET-7.1.2 and INV-7.3: the notice goes in time',
      clauses: ['EMET-7.1.1', 'EMET-7.1.2', 'INV-7.3'],
    },
    { file, title: "STJ-8.2b isn't late", clauses: ['STJ-8.2b'] },
    { file, title: 'the bystander', clauses: [] },
  ]);
});

test('in this source every written story begins with clauses that there are, and none is left out', async () => {
  const { generated, written } = readStories(SOURCE);
  expect(generated).toBe(true);
  const { ids } = clauseIndex();
  const stray = written.filter(({ clauses }) => clauses.length === 0 || clauses.some((id) => !ids.has(id)));
  expect(stray).toEqual([]);
  const folder = join(SOURCE, 'test/policies/stories');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all([
    ...names.filter((name) => name.endsWith('.test.ts')).map((name) => readFile(join(folder, name), 'utf8')),
    readFile(join(SOURCE, GENERATED), 'utf8'),
  ]);
  for (const text of texts) {
    expect(text).not.toMatch(/\b(?:test|it|describe)\.(?:skip|only|todo|failing)|\bx(?:test|it|describe)\b/);
  }
});
