import { buttonsIn, type QueryWorld, queryWorld, textIn } from './world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
afterAll(() => w.close());

test('the AP lead is shown every command', async () => {
  const result = await w.type('help');
  for (const command of ['status Zofia', 'today', 'overdue', 'whoami', 'help']) {
    expect(textIn(result).split('\n')).toContain(command);
  }
  expect(buttonsIn(result)).toEqual(['Today', 'Overdue']);
});

test('nobody is shown what they may not do', async () => {
  const [governor, pastoral] = [textIn(await w.type('help', 'gita')), textIn(await w.type('help', 'pete'))];
  expect(governor.split('\n')).not.toContain('today');
  expect(governor).not.toContain('status Zofia');
  expect(pastoral).toContain('status Zofia');
  expect(pastoral.split('\n')).not.toContain('overdue');
});

test('what Waymark did not understand is said back, as it was written', async () => {
  const result = await w.type('make **tea** ${now} <b>please</b>');
  expect(textIn(result, ['${'])).toContain(
    '“make **tea** ${now} <b>please</b>” is not something Waymark knows.',
  );
});

test('a long message is not said back in full', async () => {
  expect(textIn(await w.type('x'.repeat(10_000)))).toContain(`“${'x'.repeat(59)}…” is not something`);
});
