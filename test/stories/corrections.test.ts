import { inputsOf, type Message, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const WHY = 'Why is this changed?';
const replies = () => w.database.client.reply.findMany({ orderBy: { seq: 'asc' } });
const versions = () =>
  w.database.client.version.findMany({ where: { table: 'AttendanceMark' }, orderBy: { seq: 'asc' } });

const textIn = ({ card }: { card?: Message['card'] }): string => textOf(card ?? {}).replaceAll(': \n', ': ');

async function typed(text: string, by = w.ben): Promise<string> {
  const said = await by.type(text);
  await w.settled();
  return textIn(said.at(-1) as Message);
}

/** The morning is answered: Zofia is not there, the others are. */
async function morning(): Promise<Message> {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here', { [w.field(card.card ?? {}, 'Zofia O.')]: 'not-there' });
  return card;
}

/** Opens the form again, says something else of one pupil, and saves it. */
async function change(card: Message, pupil: string, mark: string, why?: string, by = w.amira) {
  const form = (await w.press(by, card, 'Change')).card ?? {};
  const reason = why === undefined ? {} : { [w.field(form, WHY)]: why };
  return w.press(by, { ...card, card: form }, 'Save changes', { [w.field(form, pupil)]: mark, ...reason });
}

test('a changed answer asks why, keeps what it said before, and tells who changed it', async () => {
  const card = await morning();
  await w.to('09:20');
  const asked = await change(card, 'Zofia O.', 'late');
  expect(textIn(asked)).toContain('This was answered already. To change it, choose why.');
  expect(inputsOf(asked.card ?? {}).find(({ label }) => label === 'Zofia O.')?.value).toBe('late');
  expect(await replies()).toHaveLength(3);

  const form = asked.card ?? {};
  await w.press(w.amira, { ...card, card: form }, 'Save changes', {
    [w.field(form, 'Zofia O.')]: 'late',
    [w.field(form, WHY)]: 'told-later',
  });
  const said = await replies();
  const first = said.find(({ answer }) => (answer as { mark?: string }).mark === 'not-there');
  expect(said.at(-1)).toMatchObject({ answer: { mark: 'late' }, corrects: first?.id, reason: 'told-later' });
  expect(said.slice(0, 3).map(({ corrects, reason }) => [corrects, reason])).toEqual(
    Array(3).fill([null, null]),
  );
  expect(await versions()).toMatchObject([
    { rowId: 'p0 2026-11-23 am', content: { mark: 'not-there', code: 'N', confirmed: null } },
  ]);

  const told = 'Changed 09:20 by Amira K.: told later; was: not there';
  expect(await typed('status ostrowska')).toContain(`Morning, Oak Farm: late, 09:20 (Amira K.). ${told}`);
  expect(await typed('history ostrowska')).toContain(`Attendance, this morning: ${told}`);
});

test('nothing changed needs no reason, and is not stored', async () => {
  const card = await morning();
  const form = (await w.press(w.amira, card, 'Change')).card ?? {};
  const saved = await w.press(w.amira, { ...card, card: form }, 'Save changes');
  expect(textIn(saved)).toContain('Oak Farm: 2 here, 1 not there (Zofia O.). Amira Khan, 09:00.');
  expect(await replies()).toHaveLength(3);
  expect(await versions()).toEqual([]);
});

test('a reason that is not offered is none', async () => {
  const card = await morning();
  const form = (await w.press(w.amira, card, 'Change')).card ?? {};
  const data = { ...askOf(card), [w.field(form, 'Zofia O.')]: 'late', [w.field(form, WHY)]: 'because' };
  const action = { type: 'Action.Execute', verb: 'send-change', data };
  const saved = await w.amira.invoke({ action, trigger: 'manual' });
  expect(textIn(saved)).toContain('choose why');
  expect(await replies()).toHaveLength(3);
});

test('a confirmed code that is changed is not lost: which, who confirmed it and when', async () => {
  const card = await morning();
  await w.to('09:05');
  await typed('today', w.amira);
  await w.press(w.amira, w.card(w.amira, 'Register codes to confirm'), ({ title }) =>
    title.startsWith('Confirm'),
  );
  await w.to('09:30');
  await change(card, 'Yusuf A.', 'not-there', 'mistake');
  expect(await versions()).toMatchObject([
    { rowId: 'p1 2026-11-23 am', content: { mark: 'here', code: 'B', confirmed: 'B' } },
  ]);
  expect(await typed('status adeyemi')).toContain(
    'Changed 09:30 by Amira K.: a mistake; was: here. Before, B was confirmed 09:05 by Amira K.',
  );
});

test('what a follow-up has found is changed back: that is a change too', async () => {
  const card = await morning();
  await w.press(w.amira, w.card(w.amira, 'Zofia O. is not at Oak Farm'), 'Send', {
    reason: 'arrived',
    safe: 'seen',
  });
  const mark = () => w.database.client.attendanceMark.findFirstOrThrow({ where: { placementId: 'p0' } });
  expect((await mark()).mark).toBe('late');
  await w.to('09:40');
  await change(card, 'Zofia O.', 'not-there', 'mistake');
  expect((await mark()).mark).toBe('not-there');
  expect(await typed('status ostrowska')).toContain('Changed 09:40 by Amira K.: a mistake; was: late');
});

test('a form that two answer at once: the second is shown the first’s answer’s form and must say why', async () => {
  await morning();
  await w.to('10:00');
  const [hers, his] = [w.amira, w.cara].map((by) => w.card(by, 'Zofia O. is not at Oak Farm'));
  const settled = { safe: 'heard', parent: 'spoke', reason: 'ill' };
  await w.press(w.amira, hers as Message, 'Send', settled);
  const second = await w.cara.invoke({
    action: {
      type: 'Action.Execute',
      verb: 'send',
      data: { ...askOf(his as Message), ...settled, reason: 'arrived' },
    },
    trigger: 'manual',
  });
  expect(textIn(second)).toContain('This was answered already. To change it, choose why.');
  expect(await replies()).toHaveLength(4);
});

test('the register of an earlier day is corrected by who may correct records, and what follows is asked then', async () => {
  const card = await morning();
  await w.to('2026-11-25 10:00');
  await change(card, 'Yusuf A.', 'not-there', 'new-information', w.amira);
  const mark = await w.database.client.attendanceMark.findFirstOrThrow({
    where: { placementId: 'p1', date: '2026-11-23' },
  });
  expect(mark).toMatchObject({ session: 'am', mark: 'not-there', code: 'N', at: w.clock.now() });
  expect(await typed('history adeyemi')).toContain(
    'Attendance, Mon 23 Nov morning: Changed 10:00 by Amira K.: new information; was: here',
  );
  expect(w.card(w.amira, 'Yusuf A. is not at Oak Farm Mon 23 Nov, morning').summary).toBe(
    'A pupil is not at provision',
  );
  expect(await w.books('2026-11-23')).toMatchObject({ unaccounted: 0 });
});

const askOf = ({ activity }: Message): Record<string, string> => {
  const [, ask = ''] = /"ask":"([^"]+)"/u.exec(JSON.stringify(activity)) ?? [];
  return { ask };
};
