/** The two programs themselves, as far as they go when they refuse. */
const before = { ...process.env };
let said: string;
let exits: unknown[];

beforeEach(() => {
  said = '';
  exits = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text.toString();
    return true;
  });
  jest.spyOn(process, 'exit').mockImplementation((code) => void exits.push(code) as never);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
  process.exitCode = undefined;
});

const untilSaid = async (): Promise<void> => {
  for (let turns = 0; said === '' && turns < 1000; turns += 1)
    await new Promise((next) => setImmediate(next));
};

test('npm start without anything lists what is missing, and ends with 1', async () => {
  process.env = {};
  jest.requireActual<object>('../../src/main');
  await untilSaid();
  expect(said).toMatch(
    /^Waymark cannot start:\n {2}- BOT_ID is missing\..+\n {2}- BOT_TENANT_ID is missing\./u,
  );
  expect(said).toContain('docs/running.md');
  expect(process.exitCode).toBe(1);
});

test('npm run demo in production says why not, and ends with 1', async () => {
  process.env['NODE_ENV'] = 'production';
  jest.requireActual<object>('../../src/demo/main');
  await untilSaid();
  expect(said).toMatch(/^The demo lets in activities that nobody signed/u);
  expect(exits).toEqual([1]);
});
