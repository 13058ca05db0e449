import type { Deps } from '../../src/services/deps';
import { dispose, planDisposal } from '../../src/services/retention';
import { holdPupil, releasePupil } from '../../src/services/retention/holds';
import { commandLine } from '../support/command-line';
import { placementRow, pupilRow, upnOf } from '../support/school-folder';
import { type World, world } from '../support/world';

const DSL = 'cara@larch.example';
const MISSING = 'Zofia O. is not at Oak Farm';

let w: World;
beforeEach(async () => {
  w = await world({
    pupils: [pupilRow(0), pupilRow(1, { date_of_birth: '2011-02-01' })],
    placements: [0, 1].map((n) => placementRow(n, { expected_end_date: '2026-11-23' })),
    contacts: [
      { upn: upnOf(0), order: '1', name: 'Piotr Ostrowski', relationship: 'father', phone: '', email: '' },
    ],
  });
  await w.to('09:00');
  const card = w.card(w.amira, 'Who has arrived at Oak Farm?');
  await w.press(w.amira, card, 'All here', { [w.field(card.card ?? {}, 'Zofia O.')]: 'not-there' });
  const missing = w.card(w.amira, MISSING);
  await w.press(w.amira, missing, 'Send', {
    safe: 'heard',
    parent: 'spoke',
    reason: 'ill',
    next: 'back-next',
  });
});
afterEach(() => w.end());

/** The same school, years on: nobody need live through every morning of them. */
const on = (day: string): Deps => ({ ...w.waymark.deps, clock: { now: () => new Date(`${day}T10:00:00Z`) } });

async function plan(day: string) {
  const planned = await planDisposal(on(day));
  return Object.fromEntries(planned.flatMap(({ class: name, count }) => (count > 0 ? [[name, count]] : [])));
}

async function disposeOn(day: string) {
  const result = await dispose(on(day), DSL);
  return result.ok
    ? Object.fromEntries(result.disposed.map(({ class: name, count }) => [name, count]))
    : result.problem;
}

const marks = () => w.database.client.attendanceMark.count();
const versions = () => w.database.client.version.findMany({ where: { pupilId: { not: null } } });
const log = () => w.database.client.disposal.findMany({ orderBy: { at: 'asc' } });
const answers = async () =>
  (await w.database.client.reply.findMany()).filter(({ answer }) => Object.keys(answer ?? {}).length > 0)
    .length;

test('nothing goes early, and nothing goes because a placement has ended', async () => {
  expect(await plan('2026-12-22')).toEqual({});
  expect(await disposeOn('2026-12-22')).toEqual({});
  expect(await log()).toEqual([]);
  expect(await plan('2032-11-23')).toEqual({ messages: 6 });
  expect([await marks(), await answers()]).toEqual([2, 3]);
});

test('each class goes when its time is over, and the log says what went, who approved it and when', async () => {
  await w.reimport({
    pupils: [pupilRow(0, { year_group: '10' }), pupilRow(1, { date_of_birth: '2011-02-01' })],
    placements: [0, 1].map((n) => placementRow(n, { expected_end_date: '2026-11-23' })),
    contacts: [
      {
        upn: upnOf(0),
        order: '1',
        name: 'Piotr Ostrowski',
        relationship: 'stepfather',
        phone: '',
        email: '',
      },
    ],
  });
  expect(new Set((await versions()).map(({ table }) => table))).toEqual(
    new Set(['Pupil', 'Contact', 'Placement', 'AttendanceMark']),
  );
  const cara = await w.database.client.staff.findFirstOrThrow({ where: { email: DSL } });
  expect(await plan('2032-11-24')).toEqual({ attendance: 4, messages: 6 });
  expect(await disposeOn('2032-11-24')).toEqual({ attendance: 4, messages: 6 });
  expect([await marks(), await answers()]).toEqual([0, 1]);
  expect((await versions()).map(({ table }) => table)).not.toContain('AttendanceMark');
  expect(await w.database.client.delivery.count({ where: { shown: { gt: 0 } } })).toBeGreaterThan(0);
  expect(await log()).toMatchObject([
    { class: 'attendance', count: 4, through: '2026-11-23', approvedBy: cara.id },
    { class: 'messages', count: 6, through: '2026-11-23', at: new Date('2032-11-24T10:00:00Z') },
  ]);

  expect(await disposeOn('2036-01-31')).toEqual({});
  expect(await disposeOn('2036-02-01')).toEqual({ placement: 2 });
  expect(await disposeOn('2037-05-14')).toEqual({ placement: 4 });
  const pupils = await w.database.client.pupil.findMany({ include: { contacts: true } });
  expect(JSON.stringify(pupils)).not.toMatch(/Zofia|Yusuf|Piotr|2012/u);
  expect((await versions()).filter(({ content }) => Object.keys(content ?? {}).length > 0)).toEqual([]);
  expect(await answers()).toBe(0);
});

test('a second run disposes of nothing, and the log of ids stays', async () => {
  const events = await w.database.client.event.count();
  await disposeOn('2040-01-01');
  const first = await log();
  expect(first.map(({ class: name }) => name).sort((a, b) => a.localeCompare(b))).toEqual([
    'attendance',
    'messages',
    'placement',
  ]);
  expect(await plan('2040-01-01')).toEqual({});
  expect(await disposeOn('2040-01-01')).toEqual({});
  expect(await log()).toEqual(first);
  expect(await w.database.client.event.count()).toBe(events);
  expect(await w.database.client.reply.count()).toBe(3);
});

test('a pupil on hold stays until they are released', async () => {
  expect(await holdPupil(w.waymark.deps, upnOf(0), 'A claim', w.school)).toEqual({ ok: true, since: null });
  await disposeOn('2040-01-01');
  const kept = await w.database.client.attendanceMark.findMany();
  expect(kept).toMatchObject([{ placementId: 'p0', mark: 'not-there' }]);
  const zofia = await w.database.client.pupil.findFirstOrThrow({
    where: { upn: upnOf(0) },
    include: { contacts: true },
  });
  expect(zofia).toMatchObject({ firstName: 'Zofia', contacts: [{ name: 'Piotr Ostrowski' }] });
  expect(await answers()).toBe(2);

  expect(await releasePupil(w.waymark.deps, upnOf(0))).toEqual({ ok: true, since: null });
  expect(await disposeOn('2040-01-01')).toEqual({ attendance: 2, placement: 4 });
  expect(await w.database.client.legalHold.findMany()).toMatchObject([{ reason: 'A claim' }]);
});

test('a provider’s checks stay while it is used and for six years; a hold on a pupil who was there keeps them', async () => {
  const { client } = w.database;
  const at = w.clock.now();
  const base = { schoolId: w.school, id: 'check' };
  const about = { subjectType: 'provider', subjectId: 'oak-farm', occurrence: 'once', day: '2026-11-23' };
  const asked = { ...base, ...about, duty: 'provider-check', kind: 'provider-check' };
  await client.prompt.create({ data: { ...asked, status: 'answered', opensAt: at, closedAt: at } });
  const said = { promptId: 'check', askId: 'check', staffId: 'check', at, settles: 'close' };
  await client.reply.create({ data: { ...base, ...said, answer: { cleared: 'yes' } } });

  expect(await plan('2032-11-22')).not.toHaveProperty('provider-checks');
  await holdPupil(w.waymark.deps, upnOf(1), 'A claim');
  expect(await plan('2032-11-24')).not.toHaveProperty('provider-checks');
  await releasePupil(w.waymark.deps, upnOf(1));
  expect(await disposeOn('2032-11-24')).toMatchObject({ 'provider-checks': 1 });
  expect(await client.reply.findFirst({ where: { id: 'check' } })).toMatchObject({
    answer: {},
    staffId: 'check',
  });
});

test('a notice that names a pupil on hold stays', async () => {
  const { client } = w.database;
  const notice = {
    purpose: 'notice',
    key: 'told',
    shown: 1,
    createdAt: w.clock.now(),
    nextAt: w.clock.now(),
    lane: 1,
  };
  const content = { lines: ['Yusuf A. is expected at school.'] };
  await client.delivery.create({
    data: { ...notice, schoolId: w.school, id: 'told', staffId: 'told', content },
  });
  await holdPupil(w.waymark.deps, upnOf(1), 'A claim');
  expect(await disposeOn('2027-01-30')).toEqual({ messages: 6 });
  await releasePupil(w.waymark.deps, upnOf(1));
  expect(await disposeOn('2027-01-30')).toEqual({ messages: 1 });
});

test('a school may keep its messages for longer', async () => {
  const retention = { messageDays: 60 };
  await w.database.client.school.update({ where: { id: w.school }, data: { retention } });
  expect(await plan('2027-01-22')).toEqual({});
  expect(await plan('2027-01-23')).toEqual({ messages: 6 });
});

const waymark = (...argv: string[]) => commandLine(on('2032-11-24'), 'retention', ...argv);

test('only the DSL of the school approves, and every refusal says why', async () => {
  expect(await waymark('dispose', '--approved-by', 'dev@larch.example')).toEqual({
    code: 1,
    out: '',
    err: "dev@larch.example is not a DSL of a school here: only the school's own DSL approves a disposal. Nothing was disposed of.",
  });
  expect(await waymark('release', upnOf(0))).toMatchObject({
    code: 1,
    err: expect.stringContaining('not on hold'),
  });
  expect(await waymark('hold', upnOf(0), '--reason', ' ')).toMatchObject({
    code: 1,
    err: 'A hold needs its reason: write it after --reason.',
  });
  expect(await waymark('hold', 'zofia', '--reason', 'A claim')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not a UPN'),
  });
  expect(await marks()).toBe(2);
});

test('the commands tell what is due, what went and who is on hold', async () => {
  expect(await waymark('hold', upnOf(0), '--reason', 'A claim')).toMatchObject({
    code: 0,
    out: `${upnOf(0)} is on hold: nothing of theirs is disposed of.`,
  });
  expect((await waymark('hold', upnOf(0), '--reason', 'Again')).out).toContain(
    'already, since Wed 24 Nov 2032',
  );
  const { out } = await waymark('plan');
  expect(out.split('\n')).toEqual([
    '999101 Attendance entries: 2 records due, the oldest of Mon 23 Nov 2026.',
    '999101 Placement and review records: nothing is due.',
    '999101 Provider checks: nothing is due.',
    '999101 What messages said: 6 records due, the oldest of Mon 23 Nov 2026.',
    'Nothing was touched.',
  ]);
  expect(JSON.parse((await waymark('plan', '--json')).out)).toHaveLength(4);
  expect((await waymark('dispose', '--approved-by', DSL.toUpperCase())).out.split('\n')).toEqual([
    'Attendance entries: 2 records disposed of, through Mon 23 Nov 2026.',
    'What messages said: 6 records disposed of, through Mon 23 Nov 2026.',
    'Approved by Cara Lindqvist, and written in the disposal log.',
  ]);
  expect((await waymark('dispose', '--approved-by', DSL)).out).toBe('Nothing is due at the school 999101.');
});
