import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (...path: string[]): string => readFileSync(join(__dirname, '../..', ...path), 'utf8');

const MODELS = [...read('prisma', 'schema.prisma').matchAll(/^model (\w+) \{/gmu)].map(
  ([, name = '']) => name,
);

/** The rows of the data map: a table, what, why, how long, who. */
const ROWS = read('docs', 'data-protection.md')
  .split('\n')
  .flatMap((line) => {
    const [, name, ...cells] = /^\| `(\w+)` \|/u.test(line) ? line.split('|').map((cell) => cell.trim()) : [];
    return name === undefined ? [] : [{ name: name.replaceAll('`', ''), cells: cells.slice(0, -1) }];
  });

test('every table has its row in the data map, and every row is a table', () => {
  expect(MODELS.length).toBeGreaterThan(10);
  expect(ROWS.map(({ name }) => name)).toEqual(MODELS);
});

test.each(ROWS)('$name: what, why, how long and who sees it are all said', ({ cells }) => {
  expect(cells).toHaveLength(4);
  expect(cells.filter((cell) => cell === '')).toEqual([]);
});
