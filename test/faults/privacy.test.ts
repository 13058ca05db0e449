/**
 * A whole day at a school where much goes wrong; then everything that Waymark has written is searched for every name,
 * UPN, contact, telephone, note and address of anybody. What a dying process prints: crash-report.test.ts.
 */
import express from 'express';
import { createApp, faulty, nothingHere } from '../../src/app';
import { compose } from '../../src/compose';
import { demoRoutes } from '../../src/demo/routes';
import type { Deps } from '../../src/services/deps';
import { importSchool } from '../../src/services/import/import-school';
import { commandLine } from '../support/command-line';
import { REPORT } from '../support/concern-answers';
import { FakeSigner } from '../support/fake-teams/signing';
import { OAK_FARM, pupilRow, STAFF, schoolFolder, upnOf, writeSchoolFolder } from '../support/school-folder';
import { type Leak, type Place, Sweep } from '../support/sweep';
import { type World, world } from '../support/world';

const TOKEN = 'sixteen characters or more';
const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const ASKED = 'Who has arrived at Oak Farm?';

const NAMES = [
  ['Zofia', 'Ostrowska'],
  ['Yusuf', 'Adeyemi'],
  ['Bronwen', 'Quillfeather'],
  ['Thaddeus', 'Marchbanks'],
] as const;
const PUPILS = NAMES.map(([first_name, last_name], n) => pupilRow(n, { first_name, last_name }));
const CONTACT = { name: 'Halina Wisniewska', phone: '07700 900123', email: 'halina@home.example' };
const CONTACTS = PUPILS.map((_, n) => ({ upn: upnOf(n), relationship: 'mother', order: '1', ...CONTACT }));
/** What people type, in words that nothing else says. */
const NOTES = ['zanzibar slip', 'xylophone bruise', 'marzipan call', 'gazebo rumour'];
const SCHOOL = { policy: 'inv', pupils: PUPILS, contacts: CONTACTS };

const SECRETS = [
  ...NAMES.flat(),
  ...PUPILS.map(({ upn = '' }) => upn),
  ...CONTACT.name.split(' '),
  CONTACT.phone,
  CONTACT.email,
  ...NOTES.flatMap((note) => note.split(' ')),
  ...STAFF.flatMap(({ name = '', email = '' }) => [...name.split(' '), email]),
  String(OAK_FARM['phone']),
  String(OAK_FARM['contact_name']),
  'Oak Farm',
];

let w: World;
let sweep: Sweep;
beforeEach(async () => {
  sweep = new Sweep();
  sweep.hearConsole();
  w = await world({ ...SCHOOL, at: '2026-11-23 07:30' });
});
afterEach(async () => {
  await w.end();
  await sweep.end();
});

/** Rows of this table cannot be written: the database says why, and quotes a pupil as a real one may. */
async function breakTable(table: string): Promise<() => Promise<unknown>> {
  const { client } = w.database;
  const said = `Zofia Ostrowska ${upnOf(0)} ${NOTES[0]}`;
  await client.$executeRawUnsafe(`CREATE OR REPLACE FUNCTION quote_pupil() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '${said}' USING DETAIL = '${said}', ERRCODE = 'unique_violation'; END $$`);
  await client.$executeRawUnsafe(`CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW
    EXECUTE FUNCTION quote_pupil()`);
  return () => client.$executeRawUnsafe(`DROP TRIGGER broken ON "${table}"`);
}

async function scrape(): Promise<string> {
  const { deps, router, metrics } = w.waymark;
  const app = createApp({ deps, messages: router, proxies: 0, metrics, metricsToken: TOKEN });
  const port = await sweep.serve(app);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const { text } = await sweep.ask(port, 'GET', '/metrics', { headers });
  sweep.note('metrics', text);
  return text;
}

/** Presses and messages of a morning, and what they are refused. */
async function people(): Promise<void> {
  w.teams.failNext({ on: 'post', person: w.amira }, { status: 429, headers: { 'retry-after': '7' } });
  for (let i = 0; i < 4; i += 1) w.teams.failNext({ on: 'post' }, { status: 503 });
  const mend = await breakTable('Prompt');
  await w.to('09:15');
  await mend();
  await w.to('09:45');
  const card = w.card(w.amira, ASKED);
  const typed = {
    [w.field(card.card ?? {}, 'Zofia O.')]: 'not-there',
    [w.field(card.card ?? {}, 'Note on Zofia O.')]: NOTES[0] ?? '',
  };
  const mendReplies = await breakTable('Reply');
  const failed = await w.press(w.amira, card, 'All here', typed);
  sweep.refused(Number(failed.statusCode), failed.value);
  await mendReplies();
  await w.press(w.amira, card, 'All here', typed);
  await w.finn.invoke({ action: { verb: 'send', data: { ask: 'zanzibar', note: NOTES[1] } } }, card);
  const unread = await w.finn.invoke({ action: { verb: '', data: { note: NOTES[1] } } });
  sweep.refused(Number(unread.statusCode), unread.value);
  await w.finn.type(`/concern zofia o ${NOTES[1]}`);
  await w.settled();
  const concern = w.finn.messages().findLast((message) => message.card);
  if (!concern) throw new Error('there is no form');
  await w.press(w.finn, concern, 'Send', REPORT);
  for (const words of [
    '/status Zofia',
    `/status ${NOTES[3]}`,
    `/status ${upnOf(1)}`,
    'today',
    '/looks zofia',
    `${NOTES[2]}`,
  ])
    for (const person of [w.ben, w.amira, w.finn, w.cara]) await person.type(words);
  w.cara.block();
}

/** Other people's requests, and those of machines: every status there is. */
async function strangers(): Promise<void> {
  const { deps, router } = w.waymark;
  const zofia = encodeURIComponent(NAMES[0].join(' '));
  const edge = { proxies: 0, metricsToken: TOKEN, metrics: w.waymark.metrics };
  const port = await sweep.serve(createApp({ ...edge, deps, messages: router }));
  const post = (body: string) => sweep.ask(port, 'POST', '/api/messages', { body });
  await sweep.ask(port, 'GET', `/${zofia}`);
  await sweep.ask(port, 'GET', `/metrics?token=${zofia}`, { headers: { authorization: 'Bearer Zofia' } });
  await sweep.ask(port, 'PUT', `/api/messages`);
  await post(`{"text": "${NOTES[0]}`);
  await post(JSON.stringify({ text: NOTES[0], type: 'message' }));
  await post(JSON.stringify({ text: 'x'.repeat(300 * 1024) }));
  const credentials = { type: 'UserAssignedMSI', id: BOT, tenantId: TENANT, tenants: [TENANT] } as const;
  const { log, clock } = deps;
  const strict = compose({ database: w.database, clock, log, access: { mode: 'teams', credentials } });
  const guarded = await sweep.serve(createApp({ ...edge, deps: strict.deps, messages: strict.router }));
  const signer = new FakeSigner(BOT);
  const service = 'https://smba.trafficmanager.net/uk/';
  for (const authorization of [
    'Zofia Ostrowska',
    signer.authorization(service, { forged: true }),
    signer.authorization(service, { header: { kid: 'unreachable' } }),
    signer.authorization(service),
  ]) {
    const activity = { ...w.amira.activity('message', { text: NOTES[0] ?? '' }), serviceUrl: service };
    await sweep.ask(guarded, 'POST', '/api/messages', {
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
  }
  await Promise.all(Array.from({ length: 601 }, () => sweep.ask(port, 'GET', '/healthz')));
}

/** A database that says who was in it, to a request, to the demo and to the operator. */
async function faults(): Promise<void> {
  const { deps, router, metrics } = w.waymark;
  const quoting = () => {
    throw new RangeError(`Zofia Ostrowska, ${CONTACT.phone}`);
  };
  const school = { count: async () => quoting(), findMany: quoting, findUnique: quoting };
  const broken = { ...deps, db: { school, $queryRaw: quoting } as unknown as Deps['db'] };
  const port = await sweep.serve(
    createApp({ deps: broken, messages: router, proxies: 0, metrics, metricsToken: TOKEN }),
  );
  await sweep.ask(port, 'GET', '/readyz');
  await sweep.ask(port, 'GET', '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
  const routes = demoRoutes({ now: () => w.clock.now(), advanceTo: quoting, state: quoting });
  const demo = await sweep.serve(express().use(routes, nothingHere, faulty(deps.log)));
  const move = (body: string, headers = {}) => sweep.ask(demo, 'POST', '/demo/clock', { body, headers });
  await move(JSON.stringify({ to: '2026-11-24T09:00:00Z' }));
  await move(`{"to": "${NOTES[0]}`);
  await move(JSON.stringify({ to: NOTES[0] }));
  await move('{}', { host: 'zofia.example' });
  await sweep.ask(demo, 'GET', '/demo/state');
  await sweep.ask(demo, 'GET', '/demo/page/Zofia');
  const dates = PUPILS.map((row) => ({ ...row, date_of_birth: `${row['first_name']}`, ehcp: `${NOTES[3]}` }));
  const bad = await commandLine(
    deps,
    'import',
    await writeSchoolFolder({ ...SCHOOL, pupils: [...dates, ...dates] }),
  );
  expect(bad.code).toBe(1);
  sweep.note('console', bad.out, bad.err);
  const mend = await breakTable('Pupil');
  const renamed = PUPILS.map((row) => ({ ...row, year_group: '8' }));
  await expect(importSchool(deps, schoolFolder({ ...SCHOOL, pupils: renamed }))).rejects.toThrow(/\S/u);
  await mend();
}

test('a whole day, and all that goes wrong in it, leaves no name, UPN, contact, note or address in what Waymark writes', async () => {
  await people();
  await w.to('15:30');
  await strangers();
  await faults();
  const metrics = await scrape();
  sweep.note('log', ...w.log);
  expect(sweep.leaks(SECRETS)).toEqual([]);
  // It all happened: nothing was searched that is empty, and nothing went as it should.
  for (const what of ['a tick failed', 'a turn failed', 'a card was not sent', 'refused', 'a request failed'])
    expect(w.log.join('\n')).toContain(what);
  expect([...sweep.statuses].sort((a, b) => a - b)).toEqual([400, 401, 403, 404, 405, 413, 429, 500, 503]);
  for (const part of ['waymark_sends_total', 'waymark_presses_total', 'waymark_asks_open', 'result="fault"'])
    expect(metrics).toContain(part);
});

const NAME = 'Zofia';

/** Each place, and how a name would come into it. */
const PLANTS: Record<Place, () => Promise<unknown>> = {
  log: async () => w.waymark.deps.log.warn({ pupil: NAME }, 'planted'),
  console: async () => process.stderr.write(`Error: ${NAME}\n`),
  metrics: async () => {
    w.waymark.metrics.meter.pressed({ school: NAME, result: 'taken' });
    await scrape();
  },
  'error body': async () => {
    const app = express().get('/', () => {
      throw new Error(NAME);
    });
    await sweep.ask(await sweep.serve(app.set('env', 'test')), 'GET', '/');
  },
  'crash report': () => sweep.run(['-e', `throw new Error('${NAME}')`], {}),
};

test.each(Object.keys(PLANTS) as Place[])('a name in the %s is found', async (place) => {
  await PLANTS[place]();
  sweep.note('log', ...w.log);
  expect(sweep.leaks(SECRETS)).toEqual([[place, NAME]] satisfies Leak[]);
});
