import { inputsOf } from '../../../support/fake-teams';
import { addSchool } from '../school';
import { buttonsIn, cardOf, type QueryWorld, queryWorld, textIn } from '../world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
beforeEach(() => w.clear());
afterAll(() => w.close());

const notFound = (asked: string) => ({ ok: false, refusal: { code: 'pupil-not-found', asked } });

test.each([
  'status Zofia',
  'status ostr',
  'status Ostrowska Zofia',
  'STATUS zofia o.',
  'status b801200005001',
])('"%s" shows the one pupil it can mean', async (typed) => {
  await w.rows.placement(await w.rows.pupil('Zofia', 'Ostrowska', { upn: 'B801200005001' }));
  await w.rows.placement(await w.rows.pupil('Ben', 'Turner'));
  const text = textIn(await w.type(typed));
  expect(text).toContain('Zofia Ostrowska, year 9');
  expect(text).not.toContain('Nobody is called');
});

test('a misspelt name finds the nearest, and the card says that it guessed', async () => {
  await w.rows.pupil('Zofia', 'Ostrowska');
  const text = textIn(await w.type('status Zofja'));
  expect(text).toContain('Zofia Ostrowska, year 9');
  expect(text).toContain('Nobody is called “Zofja”. This is the nearest name.');
});

test('two who match are offered as buttons with what tells them apart', async () => {
  await w.rows.placement(await w.rows.pupil('Zofia', 'Ostrowska', { yearGroup: '10' }));
  await w.rows.pupil('Zofia', 'Zielinska');
  const choice = await w.type('status zofia');
  expect(textIn(choice).split('\n').slice(-3)).toEqual([
    'Which pupil?',
    'Zofia O.: Zofia Ostrowska, year 10, Oak Farm',
    'Zofia Z.: Zofia Zielinska, year 9',
  ]);
  expect(buttonsIn(choice)).toEqual(['Zofia O.', 'Zofia Z.']);
});

test('two pupils of one name, year and provider are told apart by their dates of birth', async () => {
  await w.rows.placement(await w.rows.pupil('Zofia', 'Ostrowska', { id: 'a', dateOfBirth: '2012-03-04' }));
  await w.rows.placement(await w.rows.pupil('Zofia', 'Ostrowska', { id: 'b', dateOfBirth: '2013-01-30' }));
  const choice = await w.type('status zofia ostrowska');
  expect(textIn(choice)).toContain(
    'Zofia Ostrowska (year 9), 1: Zofia Ostrowska, year 9, Oak Farm, born 4 Mar 2012\n' +
      'Zofia Ostrowska (year 9), 2: Zofia Ostrowska, year 9, Oak Farm, born 30 Jan 2013',
  );
  expect(buttonsIn(choice)).toEqual(['Zofia Ostrowska (year 9), 1', 'Zofia Ostrowska (year 9), 2']);
});

test('the button of a choice shows that pupil', async () => {
  await w.rows.pupil('Zofia', 'Ostrowska', { id: 'one' });
  await w.rows.pupil('Zofia', 'Zielinska', { id: 'two' });
  expect(textIn(await w.press('status', { pupil: 'two' }))).toContain('Zofia Zielinska, year 9');
});

test('more than eight matches: eight to choose from a list, and a word to type more', async () => {
  for (const lastName of 'ABCDEFGHIJ') await w.rows.pupil('Sam', `${lastName}dams`, { id: lastName });
  const choice = await w.type('status sam');
  const [list] = inputsOf(cardOf(choice).content);
  expect(list?.choices.map(({ value }) => value)).toEqual('ABCDEFGH'.split(''));
  expect(textIn(choice)).toContain('10 pupils match. These are the first 8: type more of the name if');
  expect(buttonsIn(choice)).toEqual(['Show']);
  expect(textIn(await w.press('status', { [list?.id ?? '']: 'C' }))).toContain('Sam Cdams');
});

test('no name at all asks for one, and what is typed there is looked up', async () => {
  await w.rows.pupil('Zofia', 'Ostrowska');
  for (const empty of [
    await w.type('status'),
    await w.press('status'),
    await w.press('status', { pupil: '' }),
  ]) {
    expect(inputsOf(cardOf(empty).content).map(({ id }) => id)).toEqual(['name']);
  }
  expect(textIn(await w.press('status', { name: 'zof' }))).toContain('Zofia Ostrowska');
});

test('nobody found, a pupil of another school and a person who may not look read the same', async () => {
  await addSchool(w.db, '900002', 'Otherside School');
  const zofia = await w.rows.pupil('Zofia', 'Ostrowska', { upn: 'B801200005001' });
  for (const typed of ['Zofia', 'Zofja', 'B801200005001']) {
    expect(await w.type(`status ${typed}`, 'ben', '900002')).toEqual(notFound(typed));
    expect(await w.type(`status ${typed}`, 'gita')).toEqual(notFound(typed));
  }
  expect(await w.type('status Qwertyuiop')).toEqual(notFound('Qwertyuiop'));
  for (const press of [
    await w.press('status', { pupil: zofia }, 'ben', '900002'),
    await w.press('status', { pupil: zofia }, 'gita'),
    await w.press('status', { pupil: 'no-such-pupil' }),
  ]) {
    expect(press).toEqual(notFound(''));
  }
});

test('a person who may not look is not even asked for a name', async () => {
  expect(await w.type('status', 'gita')).toEqual(notFound(''));
});

test('ten thousand characters are looked up as a name, and nothing is', async () => {
  await w.rows.pupil('Zofia', 'Ostrowska');
  const result = await w.press('status', { name: 'x'.repeat(10_000) });
  expect(result).toMatchObject(notFound(`${'x'.repeat(79)}…`));
});

test('names and what was typed are shown as they are written, on the choice and on the card', async () => {
  const theirs = ['${'];
  const nasty = '**Zo** <b>&</b> ${upn} [x](http://evil.example)';
  const nastier = '{{DATE(2026-11-23)}} _Zo_ `Zo`';
  await w.rows.pupil(nasty, 'One', { id: 'one' });
  await w.rows.pupil(nastier, 'Two', { id: 'two' });
  expect(buttonsIn(await w.type('status zo'), theirs)).toEqual([
    expect.stringContaining(nasty),
    expect.stringContaining('_Zo_'),
  ]);
  expect(textIn(await w.press('status', { pupil: 'one' }), theirs)).toContain(`${nasty} One, year 9`);
  const heading = JSON.stringify(cardOf(await w.press('status', { pupil: 'one' }), theirs).content);
  expect(heading).not.toContain('[x](http');
  const guessed = await w.press('status', { name: 'Twp **${x}**' });
  expect(guessed.ok && textIn(guessed, theirs)).toContain('Nobody is called “Twp **${x}**”.');
});
