import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { written } from '../../src/cli/written';

const terminal = { out: () => undefined, err: () => undefined, interactive: false };
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-written-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('who may read a file is what whoever runs the command has set, unless it is private', async () => {
  const [theirs, secret] = [join(folder, 'theirs'), join(folder, 'secret')];
  await writeFile(theirs, '');
  await writeFile(secret, '');
  for (const path of [theirs, secret]) await chmod(path, 0o640);
  expect(await written(terminal, theirs, 'a')).toBe(true);
  expect(await written(terminal, secret, 'b', 0o600)).toBe(true);
  expect([await modeOf(theirs), await modeOf(secret)]).toEqual([0o640, 0o600]);
  expect(await readFile(theirs, 'utf8')).toBe('a');
});
