import type { JsonObject } from '../../src/domain/json';
import { holdPupil } from '../../src/services/retention/holds';
import { subjectAccess } from '../../src/services/subject-access';
import { subjectAccessPage } from '../../src/services/subject-access/page';
import type { SubjectAccess } from '../../src/services/subject-access/shape';
import { packOf } from '../support/routine-pack';
import { placementRow, providerRow, pupilRow, upnOf } from '../support/school-folder';
import { type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const FATHER = { name: 'Piotr Ostrowski', relationship: 'father', phone: '07700 900123', email: '' };
const NOTE = 'Yusuf Adeyemi and Mia T. saw her leave. Rang Piotr Ostrowski, <b>no answer</b>';
const AMIRA = { person: 'staff', name: 'Amira Khan', role: 'attendance officer', other: true };

/** A morning at Oak Farm: Zofia is not there, the others are; nobody follows it up, and it climbs. */
async function morning(): Promise<void> {
  w = await world({ contacts: [{ upn: upnOf(0), order: '1', ...FATHER }], theirWords: [NOTE] });
  await w.to('09:00');
  const card = w.card(w.amira, 'Who has arrived at Oak Farm?');
  const mark = w.field(card.card ?? {}, 'Zofia O.');
  await w.press(w.amira, card, 'All here', { [mark]: 'not-there', [mark.replace('mark', 'note')]: NOTE });
  await w.to('10:00');
}

async function heldOn(n: number): Promise<SubjectAccess> {
  const result = await subjectAccess(w.waymark.deps, upnOf(n));
  if (!result.ok) throw new Error(result.problem);
  return result.access;
}

/** Everything that tells who a pupil is. */
async function tracesOf(n: number): Promise<string[]> {
  const key = { schoolId: w.school, upn: upnOf(n) };
  const pupil = await w.database.client.pupil.findUniqueOrThrow({ where: { schoolId_upn: key } });
  const { id, upn, firstName, lastName } = pupil;
  return [id, upn, firstName, lastName, `p${n}`];
}

const isPerson = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'other' in value && value.other === true;

/** What is said outside the objects of other people. */
const unmarked = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (isPerson(inner) ? null : inner));

test('everything held on a pupil is told: who was asked, what they said, when, and what followed', async () => {
  await morning();
  await w.amira.type('status zofia');
  await holdPupil(w.waymark.deps, upnOf(0), 'A claim');
  const { subject, records } = await heldOn(0);
  expect(subject).toEqual({ upn: upnOf(0), name: 'Zofia Ostrowska' });
  expect(records.pupil).toMatchObject([{ upn: upnOf(0), dateOfBirth: '2012-05-14', yearGroup: '9' }]);
  expect(records.contacts).toMatchObject([
    { contact: { person: 'contact', name: 'Piotr Ostrowski', other: true } },
  ]);
  expect(records.placements).toMatchObject([
    { id: 'p0', provider: { name: 'Oak Farm', contact: { person: 'provider', name: 'Gwen Pryce' } } },
  ]);
  expect(records.attendance).toMatchObject([
    { date: '2026-11-23', session: 'am', mark: 'not-there', by: AMIRA },
  ]);
  expect(records.replies).toMatchObject([{ answer: { mark: 'not-there' }, by: AMIRA }]);
  expect(records.looks).toMatchObject([
    { what: 'status', by: AMIRA },
    { what: 'subject access', by: 'operator' },
  ]);
  expect(records.holds).toMatchObject([{ reason: 'A claim', releasedAt: null }]);
  expect(new Set(records.prompts.map(({ kind, status }) => [kind, status]))).toEqual(
    new Set([
      ['attendance', 'answered'],
      ['absence-follow-up', 'open'],
      ['attendance', 'planned'],
    ]),
  );
  expect(new Set(records.asks.map(({ kind, role }) => [kind, role]))).toEqual(
    new Set([
      ['attendance', 'attendance officer'],
      ['absence-follow-up', 'attendance officer'],
    ]),
  );
  expect(records.deliveries.map(({ purpose, to }) => [purpose, (to as JsonObject)['name']])).toEqual([
    ['ask', 'Amira Khan'],
    ['ask', 'Amira Khan'],
    ['remind', 'Amira Khan'],
    ['escalate', 'Cara Lindqvist'],
  ]);
  expect(records.events.map(({ type }) => type)).toEqual([
    'placement-active',
    'opened',
    'replied',
    'opened',
    'reminded',
    'escalated',
  ]);
});

test('two pupils at one provider: neither is told anything of the other', async () => {
  await morning();
  for (const [about, others] of [
    [0, [1, 2]],
    [1, [0, 2]],
  ] as const) {
    const access = await heldOn(about);
    const text = JSON.stringify(access) + subjectAccessPage(access, (await calendar()) as never);
    const traces = (await Promise.all(others.map(tracesOf))).flat();
    expect(traces.filter((trace) => new RegExp(`\\b${trace}\\b`, 'u').test(text))).toEqual([]);
    expect(text).toContain(upnOf(about));
  }
});

const calendar = async () => (await w.database.client.school.findFirstOrThrow()).calendar;

test('every other person stands in an object of their own, inside a note too', async () => {
  await morning();
  const access = await heldOn(0);
  const ANOTHER = { person: 'pupil', name: 'another pupil', role: 'pupil', other: true };
  expect(access.records.attendance[0]?.['note']).toEqual([
    ANOTHER,
    ' and ',
    ANOTHER,
    ' saw her leave. Rang ',
    { person: 'contact', name: 'Piotr Ostrowski', role: 'father', other: true, phone: '07700 900123' },
    ', <b>no answer</b>',
  ]);
  const staff = await w.database.client.staff.findMany();
  const names = [
    ...staff.flatMap(({ id, name, email }) => [id, name, email]),
    FATHER.name,
    FATHER.phone,
    'Gwen Pryce',
  ];
  const outside = unmarked(access);
  expect(names.filter((name) => outside.includes(name))).toEqual([]);
});

test('what the records said before is told too, with other people marked', async () => {
  await morning();
  await w.reimport({
    contacts: [{ upn: upnOf(0), order: '1', ...FATHER, name: 'Beata Nowak', relationship: 'mother' }],
  });
  const card = w.card(w.amira, 'Oak Farm: 2 here');
  const form = (await w.press(w.amira, card, 'Change')).card ?? {};
  const said = { [w.field(form, 'Zofia O.')]: 'late', [w.field(form, 'Why is this changed?')]: 'mistake' };
  await w.press(w.amira, { ...card, card: form }, 'Save changes', said);
  const { records } = await heldOn(0);
  expect(records.versions).toMatchObject([
    { table: 'Placement', said: { activeFrom: null } },
    { table: 'Contact', said: { contact: { person: 'contact', name: 'Piotr Ostrowski', other: true } } },
    { table: 'AttendanceMark', said: { mark: 'not-there', code: 'N', by: AMIRA } },
  ]);
  expect(records.replies.at(-1)).toMatchObject({ reason: 'mistake', answer: { mark: 'late' } });
  expect(unmarked(await heldOn(0))).not.toContain('Piotr Ostrowski');
  expect(await w.database.client.look.findMany()).toMatchObject([
    { staffId: 'operator', what: 'subject access' },
    { staffId: 'operator', what: 'subject access' },
  ]);
});

test('a notice that one pupil does not start yet is told to that pupil alone', async () => {
  const check = {
    id: 'pupil-risk',
    use: 'pupil-risk',
    fields: [{ name: 'finished', label: 'Is it finished?', type: 'yes-no', must: ['yes'] }],
  };
  w = await world({
    at: '2026-12-10 07:00',
    packText: packOf([{ id: 'session-attendance', use: 'session-attendance' }, check]),
    pupils: [pupilRow(0), pupilRow(1)],
    providers: [providerRow('kiln', 'The Kiln')],
    placements: [0, 1].map((n) => placementRow(n, { provider_id: 'kiln', start_date: '2026-12-14' })),
  });
  await w.to('2026-12-14 09:00');
  const { records } = await heldOn(0);
  const notices = records.deliveries.filter(({ purpose }) => purpose === 'notice');
  expect(notices.map(({ content }) => (content as JsonObject)['heading'])).toEqual(
    Array(2).fill('Zofia O. does not start at The Kiln yet'),
  );
  expect(records.events.filter(({ type }) => type === 'placement-held')).toHaveLength(1);
  expect(JSON.stringify(records)).not.toMatch(/Yusuf|"p1"/u);
});

test('the page reads as words, frames other people and lets no text become markup', async () => {
  await morning();
  const result = await subjectAccess(w.waymark.deps, upnOf(0));
  if (!result.ok) throw new Error(result.problem);
  const page = subjectAccessPage(result.access, result.calendar);
  expect(page).toContain('<h1>What Larch School (invented) holds in Waymark on Zofia Ostrowska</h1>');
  expect(page).toContain('<h2>Attendance at the provider (1 record)</h2>');
  expect(page).toContain('<th scope="row">UPN</th>');
  expect(page).toContain('<span class="other">another pupil</span> saw her leave.');
  expect(page).toContain('Made Mon 23 Nov 2026 10:00.');
  expect(page).toContain(
    '<span class="other">Piotr Ostrowski, father, 07700 900123</span>, &lt;b&gt;no answer&lt;/b&gt;',
  );
  expect(page).not.toMatch(/<b>|<script|https?:/u);
  expect(page).not.toMatch(/\d{4}-\d\d-\d\dT/u);
});
