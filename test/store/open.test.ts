import { testDatabase } from '../support/database';

test('a fresh database has the whole schema and no school', async () => {
  const database = await testDatabase();
  expect(await database.client.school.count()).toBe(0);
  await database.close();
});
