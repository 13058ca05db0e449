import { parseCommand } from '../../src/domain/commands';
import { type CommandResult, queryPress, runCommand } from '../../src/services/commands';
import { inputsOf } from '../support/fake-teams';
import { addSchool, personOf } from './queries/school';
import { buttonsIn, cardOf, type QueryWorld, queryWorld, textIn } from './queries/world';

let w: QueryWorld;
let count = 0;

const duty = (
  id: string,
  title: string,
  kind: string,
  subject: string,
  command: string,
  more: object = {},
) => ({
  id,
  title,
  kind,
  subject,
  command,
  clauses: ['EMET-4.5.1a'],
  when: { by: 'hand' },
  to: 'ap-lead',
  due: 'P5D',
  ladder: [],
  fields: [{ name: 'note', label: 'What was said?', type: 'text' }],
  ...more,
});

const DUTIES = [
  duty('visit', 'Visit', 'visit', 'placement', 'visit'),
  duty('site-visit', 'Visit to the site', 'visit', 'provider', 'visit', { only: ['unregistered'] }),
  duty('incident', 'Incident', 'incident', 'pupil', 'incident'),
  duty('contact', 'Contact with the parents', 'contact', 'placement', 'record'),
  duty('health', 'Word with the hospital', 'contact', 'pupil', 'record', { only: ['medical'] }),
  duty('achievement', 'Achievement', 'evaluation', 'pupil', 'record'),
  duty('plan', 'Support plan', 'contact', 'pupil', 'record'),
  duty('thanks', 'Thanks', 'contact', 'pupil', 'record'),
  duty('change', 'Change at the provider', 'contact', 'provider', 'record'),
  duty('complaint', 'Complaint', 'report', 'school', 'record'),
  duty('law', 'Change of law', 'upkeep', 'school', 'record'),
  duty('no-longer', 'Review of the policy', 'report', 'school', 'review'),
];

beforeAll(async () => {
  w = await queryWorld();
  for (const schoolId of ['900001', '900002']) {
    if (schoolId === '900002') await addSchool(w.db, schoolId, 'Valley School');
    const pack = { id: 'test', name: 'Test policy', reasons: [], standIns: {}, duties: DUTIES };
    const version = { schoolId, version: `by-hand-${schoolId}`, loadedAt: new Date('2026-09-01T00:00:00Z') };
    await w.db.policyVersion.create({ data: { ...version, content: pack } });
    await w.db.school.update({ where: { id: schoolId }, data: { policyVersion: version.version } });
  }
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.clear();
  await w.rows.provider('kiln', 'The Kiln', { type: 'registered' });
  await w.rows.pupil('Zofia', 'Ostrowska', { id: 'zofia' });
  await w.rows.placement('zofia', 'oak', { id: 'zofia-oak' });
  await w.rows.pupil('Zofia', 'Brown', { id: 'brown' });
  await w.rows.pupil('Mia', 'Ng', { id: 'mia' });
  await w.rows.placement('mia', 'oak', { id: 'mia-oak', expectedEndDate: '2026-11-20' });
  await w.rows.placement('mia', 'kiln', { id: 'mia-kiln', startDate: '2026-11-01' });
});

const deps = () => ({ ...w.deps, ids: { next: () => `id${(count += 1)}` } });
const type = (text: string, as = 'ben', school = '900001'): Promise<CommandResult> =>
  runCommand(deps(), personOf(as, school), parseCommand(text));
const press = (data: Readonly<Record<string, unknown>>, as = 'ben'): Promise<CommandResult> =>
  queryPress(deps(), personOf(as), { verb: 'begin', data });
const asked = () => w.db.prompt.findMany({ select: { duty: true, subjectId: true } });

test('a full name, a part of one and a name with a letter wrong: the form, the form, and a question', async () => {
  expect(textIn(await type('visit mia ng'))).toContain('Visit · Mia N., The Kiln');
  expect(textIn(await type('/visit Ostrow'))).toContain('Visit · Zofia O., Oak Farm');
  const nearly = await type('visit Ostrowskaa');
  expect(textIn(nearly)).toContain('Did you mean this?');
  expect(buttonsIn(nearly)).toEqual(['Zofia O., year 9']);
  expect(await asked()).toHaveLength(2);
});

test.each([
  ['Mia Ng hit a boy', 'Incident · Mia N.'],
  ['Zofia O. ran away from there', 'Incident · Zofia O.'],
  ['Xmia he ran away from there', 'Incident · Mia N.'],
])('incident %s: the whole name is there, so it is the form', async (text, head) => {
  await w.db.pupil.update({
    where: { schoolId_id: { schoolId: '900001', id: 'mia' } },
    data: { upn: 'XMIA' },
  });
  const form = textIn(await type(`incident ${text}`));
  expect(form).toContain(head);
  expect(form).toContain('What you wrote after the name was not kept.');
});

test.each([
  ['Zofia a boy hit her', ['Zofia B., year 9', 'Zofia O., year 9']],
  ['Zofia at lunch', ['Zofia B., year 9', 'Zofia O., year 9']],
  ['Mia hit a boy', ['Mia N., year 9']],
  ['Mja hit a boy in the yard', ['Mia N., year 9']],
])('incident %s: a first name alone may be anybody’s', async (text, offers) => {
  const card = await type(`incident ${text}`);
  expect(buttonsIn(card)).toEqual(offers);
  expect(textIn(card)).toContain('What you wrote after the name was not kept.');
  expect(await asked()).toEqual([]);
});

test('two with the same name are told apart by when they were born', async () => {
  await w.rows.pupil('Mia', 'Ng', { id: 'mia2', dateOfBirth: '2011-01-02' });
  const born = ['Mia Ng, born 2 Jan 2011, year 9', 'Mia Ng, born 4 Mar 2012, year 9'];
  expect(buttonsIn(await type('incident mia ng')).sort()).toEqual(born);
});

test('several duties: one field to choose from, only those that concern the pupil; then the form', async () => {
  const card = await type('record zofia o.');
  const [field] = inputsOf(cardOf(card).content);
  expect(field?.choices.map(({ title }) => title)).toEqual([
    'Contact with the parents',
    'Achievement',
    'Support plan',
    'Thanks',
  ]);
  expect(textIn(card)).toContain('Something to keep · Zofia O.');
  expect(cardOf(card).summary).toBe('Which of these?');
  const chosen = { command: 'record', who: 'pupil:zofia', duty: 'contact' };
  expect(textIn(await press(chosen))).toContain('Contact with the parents · Zofia O., Oak Farm');
  expect(await asked()).toEqual([{ duty: 'contact', subjectId: 'zofia-oak' }]);
});

test('a pupil with no placement is offered only what needs none', async () => {
  const [field] = inputsOf(cardOf(await type('record zofia brown')).content);
  expect(field).toBeUndefined();
  expect(buttonsIn(await type('record zofia brown'))).toEqual(['Achievement', 'Support plan', 'Thanks']);
});

test('a provider: what is about itself and about whoever is there; a duty for others is not offered', async () => {
  expect(buttonsIn(await type('visit oak'))).toEqual(['Visit', 'Visit to the site']);
  const visit = await press({ command: 'visit', who: 'provider:oak', duty: 'visit' });
  expect(textIn(visit)).toContain('Visit · Zofia O., Oak Farm');
  expect(textIn(await type('visit kiln'))).toContain('Visit · Mia N., The Kiln');
  const site = await press({ command: 'visit', who: 'provider:kiln', duty: 'site-visit' });
  expect(textIn(site)).not.toContain('Visit to the site');
});

test('two pupils at a provider: which of them', async () => {
  await w.rows.placement('brown', 'kiln', { id: 'brown-kiln' });
  const card = await type('visit kiln');
  expect(textIn(card)).toContain('About which pupil?');
  expect(buttonsIn(card)).toEqual(['Zofia B.', 'Mia N.']);
  const chosen = { command: 'visit', who: 'provider:kiln', duty: 'visit', subject: 'brown-kiln' };
  expect(textIn(await press(chosen))).toContain('Visit · Zofia B., The Kiln');
});

test('what is about the school: behind one button where there is more, at once where there is nothing else', async () => {
  expect(buttonsIn(await type('record'))).toEqual(['Go on', 'About the whole school']);
  expect(buttonsIn(await press({ command: 'record', who: 'school' }))).toEqual([
    'Complaint',
    'Change of law',
  ]);
  expect(textIn(await type('review'))).toContain('Review of the policy');
  expect(await asked()).toEqual([{ duty: 'no-longer', subjectId: '900001' }]);
});

test('nothing to begin, and nobody to begin it about, are said in words', async () => {
  expect(await type('refer zofia')).toEqual({
    ok: false,
    refusal: { code: 'nothing-to-begin', command: 'refer' },
  });
  const refusal = { code: 'does-not-apply', who: 'Zofia B.', why: 'not-placed' };
  expect(await type('visit zofia brown')).toEqual({ ok: false, refusal });
  await w.rows.provider('mill', 'The Mill', { type: 'registered' });
  const nobody = { code: 'does-not-apply', who: 'The Mill', why: 'nobody-there' };
  expect(await type('visit mill')).toEqual({ ok: false, refusal: nobody });
});

test('whoever may not is refused before anybody is looked for', async () => {
  const refused = { ok: false, refusal: { code: 'not-allowed' } };
  for (const text of ['visit', 'visit zofia o.', 'visit nobody', 'refer zofia', 'record'])
    expect(await type(text, 'gita')).toEqual(refused);
  expect(await press({ command: 'visit', who: 'pupil:zofia' }, 'gita')).toEqual(refused);
  expect((await type('incident mia ng', 'pete')).ok).toBe(true);
});

test('a card is never believed: another school’s pupil, a duty that does not concern, a placement elsewhere', async () => {
  expect(textIn(await type('incident mia ng', 'ben', '900002'))).toContain(
    'Nothing on your list has that name.',
  );
  expect(textIn(await press({ command: 'visit', who: 'pupil:nobody' }))).toContain(
    'Which pupil or provider?',
  );
  const elsewhere = { command: 'visit', who: 'provider:oak', duty: 'visit', subject: 'mia-kiln' };
  expect(textIn(await press(elsewhere))).toContain('Visit · Zofia O., Oak Farm');
  const foreign = { command: 'record', who: 'pupil:zofia', duty: 'health' };
  expect(textIn(await press(foreign))).toContain('Which of these?');
  expect(await asked()).toEqual([{ duty: 'visit', subjectId: 'zofia-oak' }]);
  for (const data of [{}, { command: 'explode' }, { command: 'visit', who: { contains: '' } }])
    expect(await press(data)).toEqual({ ok: false, refusal: { code: 'card-gone' } });
});

test('help lists what can be begun under this policy, to whoever may', async () => {
  const lines = textIn(await type('help')).split('\n');
  for (const line of ['To begin something yourself', 'incident Zofia', 'visit Oak', 'review Zofia', 'record'])
    expect(lines).toContain(line);
  expect(lines).not.toContain('refer Zofia');
  expect(textIn(await type('help', 'gita'))).not.toContain('To begin something yourself');
});
