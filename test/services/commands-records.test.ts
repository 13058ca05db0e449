import { buttonsIn, type QueryWorld, queryWorld, sectionIn, textIn } from './queries/world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
afterAll(() => w.close());
beforeEach(() => w.clear());

const NOT_ALLOWED = { ok: false, refusal: { code: 'not-allowed' } };

async function zofia(): Promise<string> {
  const pupil = await w.rows.pupil('Zofia', 'Ostrowska', { id: 'zofia' });
  return w.rows.placement(pupil);
}

test('a provider: whom to ring, who is there, and how it answers', async () => {
  const placement = await zofia();
  const ask = await w.rows.ask();
  const prompt = await w.rows.prompt(placement, { askId: ask });
  const reply = {
    id: 'r1',
    promptId: prompt,
    askId: ask,
    staffId: 'amira',
    at: new Date('2026-11-23T09:10:00Z'),
  };
  await w.db.reply.create({ data: { schoolId: '900001', ...reply, answer: {}, settles: 'close' } });
  const text = textIn(await w.type('provider oak'));
  expect(text).toContain('Oak Farm');
  expect(text).toContain('1: Zofia O.');
  expect(text).toContain('1 of 1 (100%) in 20 school days');
  expect(text.split('\n').slice(2, 4)).toEqual(['Ring', '[01632 960123](tel:01632960123)']);
});

test('a name that is missing, unknown or misspelt is asked for, and nothing is shown', async () => {
  expect(textIn(await w.type('provider'))).toContain('Which provider?');
  expect(textIn(await w.type('provider zzzz'))).toContain('Nothing on your list is called “zzzz”.');
  await zofia();
  const nearly = await w.type('history Zofja');
  expect(textIn(nearly)).toContain('Did you mean this?');
  expect(buttonsIn(nearly)).toEqual(['Zofia O., year 9']);
  expect(textIn(await w.type('history Zofia Smith'))).toContain('Did you mean this?');
});

test('a history has attendance in a line a week, newest first', async () => {
  const placement = await zofia();
  await w.rows.answered(placement, 'zofia', 'here', { date: '2026-11-16' });
  await w.rows.answered(placement, 'zofia', 'not-there', { date: '2026-11-17' });
  await w.rows.answered(placement, 'zofia', 'here', { date: '2026-11-23' });
  const result = await w.press('history', { who: 'pupil:zofia' });
  expect(sectionIn(result, 'Newest first')).toEqual([
    'Week of 23 Nov: 1 of 1 session here',
    'Week of 16 Nov: 1 of 2 sessions here',
  ]);
  expect(buttonsIn(result)).toEqual(['Status']);
});

test('what is due: open cards first, then what the calendar brings, for one’s own roles only', async () => {
  const placement = await zofia();
  await w.rows.prompt(placement, { askId: await w.rows.ask() });
  const result = await w.type('due', 'amira');
  expect(textIn(result)).toContain('Attendance: 1 to answer, overdue since 09:30');
  expect(textIn(result)).toContain('Tomorrow: Attendance (2)');
  expect(textIn(await w.type('due', 'gita'))).toContain('Nothing is due from your roles.');
  expect(textIn(await w.press('due', { span: 'half-term' }, 'amira'))).toContain(
    'Due from you this half term',
  );
});

test('the register of pupils has a line a placement; nothing typed asks which list', async () => {
  const placement = await zofia();
  await w.rows.answered(placement, 'zofia', 'here', { date: '2026-11-20' });
  expect(textIn(await w.type('register ap'))).toContain(
    'Zofia O.: Oak Farm, from 2 Sep 2026, no end date, 10 sessions a week, attended 1 of 1 (100%)',
  );
  expect(buttonsIn(await w.type('register'))).toEqual(['Pupils in AP', 'Part-time', 'Providers']);
  expect(textIn(await w.type('register providers'))).toContain('Oak Farm: no checks in your policy');
  expect(textIn(await w.type('register parttime'))).toContain('There are none now.');
});

test.each([
  ['provider oak', 'gita'],
  ['history Zofia', 'gita'],
  ['register ap', 'gita'],
  ['register ap', 'pete'],
])('%s by %s is refused', async (typed, as) => {
  expect(await w.type(typed, as)).toEqual(NOT_ALLOWED);
});

test('a provider’s checks: the newest record of each duty, what has run out in words, what is missing', async () => {
  const where = { schoolId_version: { schoolId: '900001', version: 'v1' } };
  const { content } = await w.db.policyVersion.findUniqueOrThrow({ where });
  const check = {
    clauses: ['EMET-4.5.1a'],
    kind: 'provider-check',
    subject: 'provider',
    when: { each: 'year' },
  };
  const asked = { to: 'ap-lead', due: 'P5D', ladder: [] };
  const expires = { name: 'insurance_expires_on', label: 'Insurance expires on', type: 'date' };
  const rating = { name: 'premises_seen', label: 'Premises seen', type: 'yes-no' };
  const duties = [
    { ...check, ...asked, id: 'provider-check', title: 'Check before use', fields: [rating, expires] },
    { ...check, ...asked, id: 'online-check', title: 'Online check', only: ['online'] },
    { ...check, ...asked, id: 'quality-check', title: 'Quality check' },
    { ...check, ...asked, id: 'yearly-check', title: 'Yearly check' },
    { ...check, ...asked, id: 'change', title: 'Change at the provider', when: { by: 'hand' } },
  ];
  const pack = { ...(content as object), duties };
  const version = { schoolId: '900001', version: 'v2', loadedAt: new Date('2026-09-01T00:00:00Z') };
  await w.db.policyVersion.create({ data: { ...version, content: pack } });
  await w.db.school.update({ where: { id: '900001' }, data: { policyVersion: 'v2' } });
  const about = {
    duty: 'provider-check',
    kind: 'provider-check',
    subjectType: 'provider',
    status: 'answered',
  };
  const promptId = await w.rows.prompt('oak', about);
  const reply = { id: 'r2', promptId, askId: 'none', staffId: 'ben', at: new Date('2026-11-20T10:00:00Z') };
  const answer = { premises_seen: 'yes', insurance_expires_on: '2026-11-01' };
  await w.db.reply.create({ data: { schoolId: '900001', ...reply, answer, settles: 'close' } });

  const told =
    'Check before use: Fri 20 Nov 2026. Premises seen: yes. Insurance expires on: expired, 1 Nov 2026';
  expect(sectionIn(await w.type('provider oak'), 'Checks').slice(0, 2)).toEqual([
    told,
    'No record yet: Quality check, Yearly check',
  ]);
  expect(textIn(await w.type('register providers'))).toContain(
    'Oak Farm: 1 of 3 checks complete, Insurance expires on: expired, 1 Nov 2026',
  );
  expect(textIn(await w.type('history oak'))).toContain(
    'Fri 20 Nov 2026, Check before use: Ben Okoro. Premises seen: yes',
  );
});
