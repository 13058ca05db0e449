import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELATIONS, SEALED } from '../../src/store/sealed-columns';
import { testDatabase } from '../support/database';

const SCHEMA = readFileSync(join(__dirname, '../../prisma/schema.prisma'), 'utf8');

/** Every table of the schema with the lines of its columns. */
const MODELS = new Map(
  [...SCHEMA.matchAll(/^model (\w+) \{\n(.+?)^\}/gmsu)].map(([, name = '', body = '']) => [name, body]),
);

test.each(Object.entries(SEALED))('%s is encrypted under the key that the schema gives it', (name, table) => {
  const body = MODELS.get(name) ?? '';
  expect(body).toContain(`@@id([${table.key.join(', ')}])`);
  const sorts = { text: 'String', list: 'String\\[\\]', json: 'Json' };
  for (const [column, { sort }] of Object.entries(table.columns))
    expect(body).toMatch(new RegExp(`^ {2}${column} +${sorts[sort]}\\??( |$)`, 'mu'));
});

test('every way by which a query may reach an encrypted table through another is known', () => {
  const related = Object.keys(SEALED).flatMap((to) =>
    [...MODELS].flatMap(([from, body]) =>
      [...body.matchAll(new RegExp(`^ {2}(\\w+) +${to}(?:\\[\\]|\\?)?(?: |$)`, 'gmu'))].map(
        ([, relation = '']) => `${from}.${relation} ${to}`,
      ),
    ),
  );
  const known = Object.entries(RELATIONS).flatMap(([from, to]) =>
    Object.entries(to).map(([relation, table]) => `${from}.${relation} ${table}`),
  );
  expect(known).toEqual(expect.arrayContaining(related));
  expect(related.length).toBeGreaterThan(3);
});

test('an encrypted value can be written to one row alone, and the row keeps its key', async () => {
  const database = await testDatabase();
  const { legalHold } = database.client;
  const where = { schoolId: '1', id: 'h' };
  await legalHold.create({ data: { ...where, pupilId: 'p', reason: 'A claim', heldAt: new Date(0) } });
  await expect(legalHold.updateMany({ where: { schoolId: '1' }, data: { reason: 'B' } })).rejects.toThrow(
    'LegalHold has encrypted columns: id must name one row.',
  );
  await expect(
    legalHold.update({ where: { schoolId_id: where }, data: { id: 'i', reason: 'B' } }),
  ).rejects.toThrow('LegalHold.id of an encrypted row cannot be changed.');
  await legalHold.update({ where: { schoolId_id: where }, data: { reason: 'B' }, select: { reason: true } });
  expect(await legalHold.findMany({ select: { reason: true } })).toEqual([{ reason: 'B' }]);
  await legalHold.updateMany({ where: { schoolId: '1' }, data: { reason: '' } });
  expect(await database.bare.legalHold.findMany({ select: { reason: true } })).toEqual([{ reason: '' }]);
  await database.close();
});
