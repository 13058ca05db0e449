/** The table of threats names files and tests; it may not outlive them. */
import { existsSync, readFileSync } from 'node:fs';

const rows = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '))
  .filter((cells) => cells.length === 4 && cells[0] !== 'threat');

test('the table has a row for every kind of threat, each with all four cells', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const cells of rows) expect(cells.map((cell) => cell.trim() !== '')).toEqual([true, true, true, true]);
});

test.each(rows)('%s', (_threat, _guard, files = '', tests = '') => {
  const named = [...files.matchAll(/`([^`]+)`/gu)].flatMap(([, path]) => path ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);

  const proofs = [...tests.matchAll(/`(test\/[^`]+\.test\.ts)`: “([^”]+)”/gu)];
  expect(proofs.length).toBeGreaterThan(0);
  expect(proofs.length).toBe(tests.split('<br>').length);
  for (const [, path = '', title = ''] of proofs) {
    const source = readFileSync(path, 'utf8');
    expect([title, source.includes(`'${title}',`)]).toEqual([title, true]);
  }
});
