import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { JsonObject } from '../../src/domain/json';
import { begin } from '../../src/services/asks/begin';
import { importSchool } from '../../src/services/import/import-school';
import { FakeTeams } from './fake-teams';
import {
  guestRow,
  placementRow,
  providerRow,
  pupilRow,
  STAFF,
  schoolFolder,
  staffRow,
} from './school-folder';
import { type World, world } from './world';

const dutiesOf = (name: string): { duties: object[] } => parse(readFileSync(join(__dirname, name), 'utf8'));

const attendance = dutiesOf('attendance-pack.yaml');
const { duties } = dutiesOf('authority-duties.yaml');

/** Attendance, a start gate, and a duty for every command that begins one. */
const AUTHORITY_PACK = stringify({ ...attendance, duties: [...attendance.duties, ...duties] });

const MORE_STAFF = [
  ['Gil Torres', 'slt'],
  ['Hana Weiss', 'sendco'],
  ['Idris Vaughn', 'school-rep'],
  ['Jo Farrow', 'governor'],
  ['Kit Nolan', 'admin'],
  ['Lena Orr', 'admin'],
] as const;

/** Nothing of the school may be told to whoever is refused. */
export const NAMES: readonly string[] = [
  ['Wanda', 'Ostrowska', 'Yusuf', 'Adeyemi', 'Mia', 'Turner', 'Orla', 'Archer'],
  [0, 1, 2, 3].map((n) => pupilRow(n)['upn'] ?? ''),
  ['Oak Farm', 'The Kiln', 'Gwen Pryce', '01632'],
  STAFF.map(({ name }) => name ?? ''),
  MORE_STAFF.map(([name]) => name),
].flat();

type Person = World['amira'];

/** A school with somebody in every role, and those who have none there. */
export interface Stage {
  readonly w: World;
  /** By role; "none", "stranger", "other-tenant", "other-school", "guest" and "other-guest" beside them. */
  readonly people: ReadonlyMap<string, Person>;
  /** Wanda’s id. */
  readonly pupil: string;
  /** The ids of two open asks: attendance at Oak Farm, and what a start at The Kiln waits for. */
  readonly attendance: string;
  readonly gate: string;
  /** The id of a third: a concern that the DSL has begun. */
  readonly concern: string;
  /** The id of an open ask of the other school. */
  readonly elsewhere: string;
  end(): Promise<void>;
}

/** Tue 1 Dec, 09:05: attendance is asked, and the risk assessment of a pupil who is to start on the 14th. */
export async function authorityStage(): Promise<Stage> {
  const w = await world({
    at: '2026-11-30 20:00',
    packText: AUTHORITY_PACK,
    staff: [...STAFF, ...MORE_STAFF.map(([name, role]) => staffRow(name, role))],
    providers: [providerRow('oak-farm', 'Oak Farm'), providerRow('kiln', 'The Kiln')],
    pupils: [
      pupilRow(0, { first_name: 'Wanda' }),
      pupilRow(1),
      pupilRow(2),
      pupilRow(3, { first_name: 'Orla' }),
    ],
    placements: [
      ...[0, 1, 2].map((n) => placementRow(n)),
      placementRow(3, { provider_id: 'kiln', start_date: '2026-12-14' }),
    ],
    guests: [guestRow('Gus Fell', 'oak-farm'), guestRow('Kai Reed', 'kiln')],
  });
  await addOtherSchool(w);
  const abroad = await FakeTeams.start({ tenantId: 'another-tenant' });
  abroad.bot = w.teams.bot;
  const people = new Map<string, Person>([
    ['attendance-officer', w.amira],
    ['ap-lead', w.ben],
    ['dsl', w.cara],
    ['deputy-dsl', w.dev],
    ['headteacher', w.ewa],
    ['pastoral-lead', w.finn],
    ...MORE_STAFF.map(([name, role]) => [name === 'Lena Orr' ? 'none' : role, joined(w, name)] as const),
    ['other-school', joined(w, 'Olga Brandt')],
    ['guest', joined(w, 'Gus Fell')],
    ['other-guest', joined(w, 'Kai Reed')],
    ['stranger', w.teams.person({ name: 'Sam Strange', email: 'sam@elsewhere.example' })],
    ['other-tenant', abroad.person({ name: 'Amira Khan', email: 'amira@larch.example' })],
  ]);
  const { client: db } = w.database;
  await db.staffRole.deleteMany({ where: { staff: { name: 'Lena Orr' } } });
  for (const [who, person] of people) if (!(who in INSTALLED)) await person.install();
  await w.to('2026-12-01 09:05');
  const askOf = async (duty: string, schoolId = w.school) =>
    (await db.ask.findFirstOrThrow({ where: { schoolId, duty, closed: false } })).id;
  const cara = await db.staff.findFirstOrThrow({ where: { schoolId: w.school, name: 'Cara Lindqvist' } });
  const wanda = await db.pupil.findFirstOrThrow({ where: { firstName: 'Wanda' } });
  const by = { schoolId: w.school, staffId: cara.id, name: cara.name, roles: ['dsl'] } as const;
  const begun = await begin(w.waymark.deps, by, 'concern-report', wanda.id);
  if (!begun.ok) throw new Error(begun.refusal.code);
  await w.settled();
  const end = async () => {
    await w.end();
    await abroad.stop();
  };
  return {
    w,
    people,
    pupil: wanda.id,
    concern: begun.askId,
    attendance: await askOf('session-attendance'),
    gate: await askOf('pupil-risk'),
    elsewhere: await askOf('session-attendance', OTHER),
    end,
  };
}

const OTHER = '999102';
/** Those whom the world has installed already. */
const INSTALLED: Readonly<Record<string, true>> = {
  'attendance-officer': true,
  'ap-lead': true,
  dsl: true,
  'deputy-dsl': true,
  headteacher: true,
  'pastoral-lead': true,
};

const joined = (w: World, name: string): Person =>
  w.teams.person({ name, aadObjectId: `aad-${name.split(' ')[0]?.toLowerCase()}` });

/** Another school of the same Waymark, with a pupil and a provider of its own. */
async function addOtherSchool(w: World): Promise<void> {
  const roles = 'attendance-officer;ap-lead;dsl;deputy-dsl;headteacher';
  const elsewhere = schoolFolder({
    urn: OTHER,
    name: 'Elm School (invented)',
    packText: AUTHORITY_PACK,
    staff: [
      staffRow('Olga Brandt', roles, { email: 'olga@elm.example' }),
      staffRow('Pia Voss', 'deputy-dsl', { email: 'pia@elm.example' }),
    ],
    providers: [providerRow('quay', 'Quayside')],
    pupils: [pupilRow(40, { first_name: 'Piotr', last_name: 'Lang' })],
    placements: [placementRow(40, { provider_id: 'quay' })],
  });
  const result = await importSchool(w.waymark.deps, elsewhere, { live: true });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
}

/** A button on no message at all: what a client could send. */
export const forged = (verb: string, data: JsonObject): JsonObject => ({
  action: { type: 'Action.Execute', verb, data },
  trigger: 'manual',
});
