import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNoDemo } from '../../src/demo/demo-problem';
import { withSecretFiles } from '../../src/secrets';
import { readStart } from '../../src/start';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const KEY = Buffer.alloc(32, 1).toString('base64');
const good = {
  BOT_ID: BOT,
  BOT_TYPE: 'SingleTenant',
  BOT_TENANT_ID: TENANT,
  BOT_PASSWORD: 'secret',
  DATA_KEYS: `2026:${KEY}`,
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-start-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'secret');
  writeFileSync(path, text);
  return path;
}

const problemsOf = (env: Record<string, string>): readonly string[] => {
  const start = readStart(env);
  return start.ok ? [] : start.problems;
};

test('with all that is needed it starts, and warns of nothing', () => {
  expect(readStart(good)).toMatchObject({
    ok: true,
    config: { port: 3978, proxies: 0, database: { folder: join('data', 'db') }, metricsToken: null },
    credentials: { id: BOT, tenants: [TENANT], password: 'secret' },
    keys: { first: { id: '2026' } },
    warnings: [],
  });
});

test('everything that is wrong is said at once, in sentences', () => {
  const env = {
    NODE_ENV: 'production',
    PORT: 'x',
    PROXIES: '-1',
    METRICS_TOKEN: 'short',
    DATABASE_URL: 'mysql://x',
    BOT_PASSWORD_FILE: join(folder, 'nowhere'),
    BOT_TYPE: 'SingleTenant',
    ALLOWED_TENANTS: '*',
    DEMO_AT: '2026-11-23T08:50:00Z',
  };
  expect(problemsOf(env)).toEqual([
    `BOT_PASSWORD_FILE names a file that is not there: ${join(folder, 'nowhere')}. Put the secret there, or correct the path.`,
    'PORT must be a whole number from 1 to 65535.',
    'PROXIES must be a whole number from 0 to 10: how many reverse proxies stand in front.',
    'DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use the folder in DATA_DIR.',
    'METRICS_TOKEN must have at least 16 characters. Leave it out to have no metrics.',
    'BOT_ID is missing. It is the application (client) id of the bot, a GUID.',
    'BOT_TENANT_ID is missing. It is the directory (tenant) id of the school, a GUID.',
    'ALLOWED_TENANTS is "*", which would let in any tenant. Name each tenant by its GUID.',
    expect.stringMatching(/^DATA_KEYS is missing\..+ -- keys new,/u),
    'DEMO_AT is set, which is for the demo alone. Take it out of the environment.',
  ]);
});

test.each(['common', 'Organizations', 'consumers', '*', 'any', 'all'])(
  'the open tenant %s is refused, as the school’s and among the others',
  (tenant) => {
    const open = (name: string) =>
      `${name} is "${tenant.toLowerCase()}", which would let in any tenant. Name each tenant by its GUID.`;
    expect(problemsOf({ ...good, BOT_TENANT_ID: tenant })).toEqual([open('BOT_TENANT_ID')]);
    expect(problemsOf({ ...good, ALLOWED_TENANTS: `${TENANT}, ${tenant}` })).toEqual([
      open('ALLOWED_TENANTS'),
    ]);
  },
);

test.each(['', '  ', '00000000-0000-0000-0000-000000000000', 'bot', '0'])(
  'a bot whose id is %j, which is nobody, is refused',
  (BOT_ID) => {
    expect(problemsOf({ ...good, BOT_ID })).toEqual([
      expect.stringMatching(/^BOT_ID is (?:missing|all zeros|not a GUID)/u),
    ]);
  },
);

test.each(['DEMO_AT', 'DEMO_SCHOOL', 'DEMO_CLIENTS'])('%s has no place in production', (name) => {
  const sentence = `${name} is set, which is for the demo alone. Take it out of the environment.`;
  expect(problemsOf({ ...good, NODE_ENV: 'production', [name]: '0' })).toEqual([sentence]);
  expect(problemsOf({ ...good, [name]: '0' })).toEqual([]);
});

test.each([
  ['secret\n', 'secret'],
  ['secret\r\n', 'secret'],
  ['sec ret', 'sec ret'],
])('a password may be in a file: %j is read as %j', (text, password) => {
  const { BOT_PASSWORD: _none, ...others } = good;
  const start = readStart({ ...others, BOT_PASSWORD_FILE: file(text) });
  expect(start).toMatchObject({ ok: true, credentials: { password } });
});

test('so may the database’s URL, which holds a password too', () => {
  const url = 'postgres://waymark:secret@127.0.0.1/waymark';
  const start = readStart({ ...good, DATABASE_URL_FILE: file(`${url}\n`) });
  expect(start).toMatchObject({ ok: true, config: { database: { url } } });
});

test('a file that is empty, is a folder, or is one secret too many is said, and shows no secret', () => {
  const { BOT_PASSWORD: _none, ...others } = good;
  const path = file('\n');
  expect(problemsOf({ ...others, BOT_PASSWORD_FILE: path })).toEqual([
    `BOT_PASSWORD_FILE names an empty file. Put the secret into ${path}.`,
  ]);
  expect(problemsOf({ ...others, BOT_PASSWORD_FILE: folder })).toEqual([
    `BOT_PASSWORD_FILE names a file that cannot be read: ${folder} (EISDIR). Let Waymark's user read it.`,
  ]);
  expect(
    problemsOf({ ...good, BOT_PASSWORD: 'do-not-show', BOT_PASSWORD_FILE: file('do-not-show') }),
  ).toEqual(['BOT_PASSWORD and BOT_PASSWORD_FILE are both set. Keep one of them.']);
});

test('only the files that are asked for are read', () => {
  const env = { BOT_PASSWORD_FILE: join(folder, 'nowhere'), DATABASE_URL_FILE: file('postgres://x') };
  expect(withSecretFiles(env, ['DATABASE_URL'])).toMatchObject({
    env: { DATABASE_URL: 'postgres://x' },
    problems: [],
  });
});

test.each([
  ['postgres://u:p@db.school.example/waymark', true],
  ['postgres://u:p@db.school.example/waymark?sslmode=disable', true],
  ['postgres://u:p@db.school.example/waymark?sslmode=verify-full', false],
  ['postgres://u:p@localhost/waymark', false],
  ['postgres://u:p@127.0.0.1:5432/waymark', false],
  ['postgres://u:p@[::1]/waymark', false],
])('the database %s is warned of: %j', (DATABASE_URL, isWarned) => {
  const start = readStart({ ...good, DATABASE_URL });
  const warnings = start.ok ? start.warnings : ['it did not start'];
  expect(warnings).toEqual(
    isWarned
      ? [
          'DATABASE_URL reaches another machine without TLS, so records travel in the clear. Add ?sslmode=verify-full.',
        ]
      : [],
  );
});

test('the demo refuses production, and nothing else', () => {
  expect(whyNoDemo({ NODE_ENV: 'production' })).toMatch(/^The demo lets in .+ take NODE_ENV out/u);
  for (const NODE_ENV of [undefined, '', 'test', 'development']) expect(whyNoDemo({ NODE_ENV })).toBeNull();
});
