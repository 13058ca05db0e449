import { join } from 'node:path';
import { Client } from 'pg';

export const SNAPSHOT = join(__dirname, '..', '..', '.tmp', 'snapshot.tar');
export const TEMPLATE = 'waymark_test_template';

/** The PostgreSQL server the tests run on; undefined: PGlite, inside each test process. */
export const serverUrl = (): string | undefined => process.env['TEST_DATABASE_URL'] || undefined;

/** Runs administrative statements, one at a time, on the test server. */
export async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
