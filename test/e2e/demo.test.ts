import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyPort, DemoProcess } from '../support/demo-process';
import { DemoPage } from './support/demo-page';

/** The demo as a user starts it, and one day and a morning of its school, read from top to bottom. */
let folder: string;
let demo: DemoProcess;
let waymark: DemoPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-e2e-'));
  const env = { DATA_DIR: folder, DEMO_AT: '2026-11-23T08:50:00Z', DEMO_CLIENTS: '1' };
  demo = new DemoProcess(await anyPort(), env);
  await demo.start();
  waymark = await DemoPage.open(demo.url.replace('127.0.0.1', 'localhost'));
});

afterAll(async () => {
  await waymark?.close();
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the page shows the school, its clock, and three people in their own Teams', async () => {
  const { page } = waymark;
  expect(await page.locator('h1').innerText()).toBe('Larkfield Academy (invented)');
  expect(await page.locator('#now').innerText()).toBe('Mon 23 Nov 2026 08:50');
  expect(await page.locator('h2').allInnerTexts()).toEqual([
    'Attendance officer · Samira Haddad',
    'AP lead · Tomasz Zieliński',
    'DSL · Oluwaseun Adebayo',
  ]);
  expect(await waymark.officer.card('Hello Samira').see()).toContain('attendance officer');
});

test('the session starts: the officer is asked, provider by provider, and nobody else is', async () => {
  // Three cards for the session, and "AP today" for whoever something waits for.
  expect(await waymark.move('+15 min')).toEqual([
    expect.stringMatching(/^Mon 23 Nov 2026 09:05: \d cards delivered, 0 unaccounted$/u),
  ]);
  for (const provider of ['Harbour House AP Academy', 'The Kiln Studio School', 'Oak Farm']) {
    await waymark.officer.card(`Who has arrived at ${provider}?`).see();
  }
  for (const other of [waymark.apLead, waymark.dsl])
    expect(await other.cards().filter({ hasText: 'Who has arrived' }).count()).toBe(0);
  await waymark.photograph('demo-asked');
});

test('the officer answers on the card: one tap, or pupil by pupil', async () => {
  await waymark.officer.card('Who has arrived at Harbour House AP Academy?').press('All here');
  expect(await waymark.officer.card('Harbour House AP Academy: all').see()).toContain('Samira Haddad, 09:05');
  await waymark.officer.card('Who has arrived at The Kiln Studio School?').press('All here');
  await waymark.officer.card('The Kiln Studio School: all').see();

  const farm = waymark.officer.card('Who has arrived at Oak Farm?');
  await farm.choose('Yusuf A.', 'Late');
  await farm.choose('Zofia O.', 'Not there');
  await farm.press('Send');
  expect(await waymark.officer.card('1 late (Yusuf A.)').see()).not.toContain('Zofia O.\n');
  await waymark.officer.card('Who has arrived at Oak Farm?').press('All others here');
  expect(await waymark.officer.card('Oak Farm: ').see()).toContain('Samira Haddad, 09:05');
});

test('an absence is followed up, and unexplained for an hour it reaches the DSL, who settles it for everybody', async () => {
  await waymark.officer.card('Zofia O. is not at Oak Farm this morning. What has happened?').see();
  await waymark.move('+15 min', 4);
  const followUp = waymark.dsl.card('Zofia O. is not at Oak Farm this morning. What has happened?');
  expect(await followUp.see()).toContain('Samira Haddad (attendance officer) was asked');
  await waymark.photograph('demo-absence');

  await followUp.choose('Is Zofia O. safe?', 'Yes, heard on the phone');
  await followUp.choose('Parent or carer', 'Spoke to them');
  await followUp.choose('Reason', 'Ill');
  await followUp.choose('What happens next', 'Back at the next session');
  await followUp.press('Send');
  expect(await waymark.dsl.card('Oluwaseun Adebayo, 10:05').see()).toContain('Zofia O.');
  expect(await waymark.officer.card('Oluwaseun Adebayo, 10:05').see()).toContain('Zofia O.');
});

test('another morning nobody answers: the silence climbs to the AP lead and then to the DSL', async () => {
  const question = ['Tue 24 Nov', 'Who has arrived at Oak Farm?'];
  const [asked] = await waymark.move('Next school day');
  expect(asked).toMatch(/^Tue 24 Nov 2026 09:00: \d+ cards delivered, 0 unaccounted$/u);
  await waymark.officer.card(...question).see();
  await waymark.move('+15 min', 4);
  await waymark.apLead.card(...question).see();
  expect(await waymark.dsl.cards(...question).count()).toBe(0);

  await waymark.move('+15 min', 2);
  const climbed = waymark.dsl.card(...question);
  const text = await climbed.see();
  expect(text).toContain('Waiting 1 h 30 min');
  expect(text).toContain(
    'Samira Haddad (attendance officer) was asked at 09:00, again at 09:30. No answer yet.',
  );
  expect(text).toContain('Tomasz Zieliński (AP lead) was asked at 10:00. No answer yet.');
  await waymark.photograph('demo-escalated');

  await climbed.press('All here');
  for (const person of [waymark.dsl, waymark.apLead, waymark.officer]) {
    expect(await person.card('Tue 24 Nov', 'Oak Farm: all').see()).toContain('Oluwaseun Adebayo, 10:30');
  }
});

test('/status answers with what is known of the pupil', async () => {
  await waymark.apLead.type('/status Zofia');
  const status = await waymark.apLead.card('Zofia Ostrowska').see();
  expect(status).toContain('Oak Farm');
  expect(status).toContain('Autumn 2');
  await waymark.photograph('demo-status');
});

test('the chats are still there when the page is opened again', async () => {
  const before = await waymark.officer.cards().allInnerTexts();
  expect(before.length).toBeGreaterThan(5);
  await waymark.page.reload();
  await waymark.ready();
  const question = waymark.officer.card('Tue 24 Nov', 'Who has arrived at Harbour House AP Academy?');
  await question.see();
  expect(await waymark.officer.cards().allInnerTexts()).toEqual(before);
  await question.press('All here');
  await waymark.officer.card('Tue 24 Nov', 'Harbour House AP Academy: all', 'Samira Haddad, 10:30').see();
});

test('on a narrow screen one person is shown at a time', async () => {
  await waymark.page.setViewportSize({ width: 390, height: 800 });
  const shown = () => waymark.page.locator('section').filter({ visible: true }).allInnerTexts();
  expect(await shown()).toEqual(['Attendance officer · Samira Haddad']);
  await waymark.page.getByRole('tab', { name: 'DSL' }).click();
  expect(await shown()).toEqual(['DSL · Oluwaseun Adebayo']);
  await waymark.photograph('demo-narrow');
});
