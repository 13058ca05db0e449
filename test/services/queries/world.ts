import type { Card } from '../../../src/cards/parts';
import { parseCommand } from '../../../src/domain/commands';
import type { Role } from '../../../src/domain/roles';
import type { Prisma } from '../../../src/generated/prisma/client';
import { type CommandResult, queryPress, runCommand } from '../../../src/services/commands';
import type { Deps } from '../../../src/services/deps';
import type { Person } from '../../../src/services/people';
import { testDatabase } from '../../support/database';
import { buttonsOf, textOf } from '../../support/fake-teams';

export const SCHOOL = '900001';

const CALENDAR = {
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: [
    { name: 'Autumn 1', start: '2026-09-02', end: '2026-10-23' },
    { name: 'Autumn 2', start: '2026-11-02', end: '2026-12-18' },
  ],
  closures: [
    { date: '2026-11-27', reason: 'INSET day' },
    { date: '2026-12-02', reason: 'Staff training', session: 'pm' },
  ],
};

const PACK = {
  id: 'test',
  name: 'Test policy',
  reasons: [],
  standIns: { dsl: ['headteacher'] },
  duties: [
    {
      ...{ id: 'session-attendance', title: 'Attendance', clauses: ['EMET-4.5.1a'], kind: 'attendance' },
      ...{ subject: 'placement', when: { each: 'session' }, to: 'attendance-officer', due: 'PT30M', ladder: [] },
    },
  ],
};

const EVERY_SESSION = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].flatMap((day) => [`${day} AM`, `${day} PM`]);

/** School time is London's; the days used are in winter, when that is UTC. */
export const at = (time: string, day = '2026-11-23'): Date => new Date(`${day}T${time}:00Z`);

const STAFF: readonly (readonly [id: string, name: string, roles: readonly Role[]])[] = [
  ['amira', 'Amira Khan', ['attendance-officer']],
  ['ben', 'Ben Okoro', ['ap-lead']],
  ['dana', 'Dana Lewis', ['dsl']],
  ['gita', 'Gita Rao', ['governor']],
  ['pete', 'Pete Hill', ['pastoral-lead']],
];

/** A school with its staff, one provider, and nothing else: each test writes the rows it is about. */
export async function queryWorld() {
  const database = await testDatabase();
  const { client: db } = database;
  let now = at('10:15');
  let ids = 0;
  const next = (prefix: string) => `${prefix}${(ids += 1)}`;
  const deps: Deps = {
    db,
    clock: { now: () => now },
    ids: { next: () => next('id') },
    log: { info() {}, warn() {}, error() {} },
  };

  async function addSchool(schoolId: string, name: string): Promise<void> {
    const when = at('00:00', '2026-09-01');
    const school = { id: schoolId, name, timeZone: 'Europe/London', calendar: CALENDAR, policyVersion: 'v1' };
    await db.school.create({ data: { ...school, liveFrom: when, importedAt: when } });
    await db.policyVersion.create({ data: { schoolId, version: 'v1', content: PACK, loadedAt: when } });
    for (const [id, staffName, roles] of STAFF) {
      const email = `${id}@${schoolId}.example`;
      await db.staff.create({ data: { schoolId, id, email, name: staffName, aadObjectId: `${schoolId}-${id}` } });
      await db.staffRole.createMany({ data: roles.map((role, rank) => ({ schoolId, staffId: id, role, rank })) });
    }
  }

  const provider = async (id: string, name: string, more: Partial<Prisma.ProviderUncheckedCreateInput> = {}) => {
    await db.provider.create({ data: { schoolId: SCHOOL, id, name, type: 'unregistered', ...more } });
    return id;
  };

  const pupil = async (firstName: string, lastName: string, more: Partial<Prisma.PupilUncheckedCreateInput> = {}) => {
    const id = more.id ?? next('p');
    const flags = { ehcp: false, lookedAfter: false, socialWorker: false, semh: false, medical: false };
    const person = { upn: `X${id}`, dateOfBirth: '2012-03-04', yearGroup: '9', ...flags };
    await db.pupil.create({ data: { schoolId: SCHOOL, firstName, lastName, ...person, ...more, id } });
    return id;
  };

  const placement = async (
    pupilId: string,
    providerId = 'oak',
    more: Partial<Prisma.PlacementUncheckedCreateInput> = {},
  ) => {
    const id = more.id ?? next('pl');
    const row = { schoolId: SCHOOL, basis: 's29a-direction', arrangedBy: 'school', dualRegistered: false };
    const dates = { startDate: '2026-09-02', timetable: EVERY_SESSION, objectives: [] };
    await db.placement.create({ data: { ...row, ...dates, reason: 'access', pupilId, providerId, ...more, id } });
    return id;
  };

  const prompt = async (subjectId: string, more: Partial<Prisma.PromptUncheckedCreateInput> = {}) => {
    const id = more.id ?? next('q');
    const day = more.day ?? '2026-11-23';
    const session = more.session === undefined ? 'am' : more.session;
    const base = { schoolId: SCHOOL, duty: 'session-attendance', kind: 'attendance', subjectType: 'placement' };
    const opensAt = at(session === 'pm' ? '13:00' : '09:00', day);
    const row = { ...base, subjectId, occurrence: `${day}:${session}`, status: 'open', opensAt };
    await db.prompt.create({ data: { ...row, ...more, id, day, session } });
    return id;
  };

  const ask = async (more: Partial<Prisma.AskUncheckedCreateInput> = {}) => {
    const id = more.id ?? next('a');
    const row = { schoolId: SCHOOL, duty: 'session-attendance', kind: 'attendance', role: 'attendance-officer' };
    const times = { openedAt: at('09:00'), dueAt: at('09:30'), roles: ['attendance-officer'] };
    await db.ask.create({ data: { ...row, groupKey: id, part: 1, parts: 1, policyVersion: 'v1', ...times, ...more, id } });
    return id;
  };

  const copy = async (askId: string, staffId: string, more: Partial<Prisma.DeliveryUncheckedCreateInput> = {}) => {
    const id = next('d');
    const row = { schoolId: SCHOOL, key: id, purpose: 'ask', role: 'attendance-officer', lane: 0 };
    const times = { nextAt: at('09:00'), createdAt: at('09:00') };
    await db.delivery.create({ data: { ...row, ...times, askId, staffId, ...more, id } });
  };

  const mark = async (
    placementId: string,
    pupilId: string,
    found: string,
    more: Partial<Prisma.AttendanceMarkUncheckedCreateInput> = {},
  ) => {
    const date = more.date ?? '2026-11-23';
    const row = { schoolId: SCHOOL, placementId, pupilId, promptId: next('m'), session: 'am', staffId: 'amira' };
    const code = { code: found === 'here' ? 'B' : found === 'not-there' ? 'N' : null, codeWhy: 'the school arranged it' };
    await db.attendanceMark.create({ data: { ...row, ...code, mark: found, at: at('09:04', date), ...more, date } });
  };

  /** A session that was asked about and answered. */
  const answered = async (
    placementId: string,
    pupilId: string,
    found: string,
    more: Partial<Prisma.AttendanceMarkUncheckedCreateInput> = {},
  ) => {
    const { date: day = '2026-11-23', session = 'am' } = more;
    const promptId = await prompt(placementId, { status: 'answered', closedAt: at('09:04', day), day, session });
    await mark(placementId, pupilId, found, { promptId, ...more });
    return promptId;
  };

  const who = (id: string, schoolId = SCHOOL): Person => {
    const [, name, roles] = STAFF.find(([staffId]) => staffId === id) ?? STAFF[0]!;
    return { schoolId, staffId: id, name, roles };
  };

  await addSchool(SCHOOL, 'Hillside School');
  await provider('oak', 'Oak Farm', {
    ...{ phone: '01632 960123', address: '1 Farm Lane', postcode: 'ZZ1 1ZZ', contactName: 'Joan' },
  });
  return {
    ...{ db, deps, addSchool, provider, pupil, placement, prompt, ask, copy, mark, answered, who },
    close: () => database.close(),
    setTime: (time: string, day?: string) => void (now = at(time, day)),
    /** Types a message as a person of this school (or of another). */
    type: (text: string, as = 'ben', schoolId = SCHOOL) => runCommand(deps, who(as, schoolId), parseCommand(text)),
    press: (verb: string, data: Readonly<Record<string, unknown>> = {}, as = 'ben', schoolId = SCHOOL) =>
      queryPress(deps, who(as, schoolId), { verb, data }),
  };
}

export type QueryWorld = Awaited<ReturnType<typeof queryWorld>>;

/** The card of a result; a refusal fails the test. */
export function cardOf(result: CommandResult): Card {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  return result.card;
}

/** What a reader sees, line by line. */
export const linesOf = (result: CommandResult): string[] => textOf(cardOf(result).content).split('\n');

export const buttons = (result: CommandResult) => buttonsOf(cardOf(result).content);
