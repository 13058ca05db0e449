import type { Card } from '../../src/cards/parts';
import { ManualClock } from '../../src/demo/manual-clock';
import { dayOf } from '../../src/domain/calendar';
import type { EventName } from '../../src/domain/events';
import type { Duty, Pack } from '../../src/domain/policy';
import { randomIds } from '../../src/ids';
import { begin } from '../../src/services/asks/begin';
import { press } from '../../src/services/asks/press';
import type { Deps } from '../../src/services/deps';
import { importSchool } from '../../src/services/import/import-school';
import type { Channel } from '../../src/services/outbox/channel';
import { dispatch } from '../../src/services/outbox/dispatch';
import { findPerson, type Person } from '../../src/services/people';
import { owedBetween } from '../../src/services/plan/plan';
import { loadSchool, noteChange } from '../../src/services/school';
import { tick } from '../../src/services/tick';
import type { Database } from '../../src/store/open';
import { chainFor, conditionsOf } from './duty-chain';
import { inputsOf } from './fake-teams';
import { sampleAnswer } from './sample-answer';
import { placementRow, providerRow, pupilRow, STAFF, schoolFolder, staffRow } from './school-folder';

/** The school of the generated stories goes live here; its one placement starts later and ends in December. */
const LIVE = new Date('2026-09-02T06:00:00Z');
const START = '2026-09-21';
const END = '2026-12-11';

const PEOPLE = [
  ...STAFF,
  staffRow('Gita Rao', 'slt'),
  staffRow('Hanna Berg', 'sendco'),
  staffRow('Ivo Marsh', 'school-rep'),
];

/** One duty of a pack at a small school of its own: asked by its own trigger, on the real engine. */
export class DutyStage {
  readonly deps: Deps;
  readonly clock = new ManualClock(LIVE);
  readonly cards: { staffId: string; card: Card }[] = [];
  readonly #pack: Pack;
  readonly #duty: Duty;
  readonly #channel: Channel;
  schoolId = '';

  constructor(database: Database, pack: Pack, duty: Duty) {
    const quiet = {
      info: () => undefined,
      warn: () => undefined,
      error: (facts: object, message: string) => void this.faults.push(`${message} ${JSON.stringify(facts)}`),
    };
    this.deps = { db: database.client, clock: this.clock, ids: randomIds, log: quiet };
    this.#pack = pack;
    this.#duty = duty;
    this.#channel = {
      post: async (to, card) => {
        this.cards.push({ staffId: to.conversationId, card });
        return { activityId: `activity-${this.cards.length}`, conversationId: to.conversationId };
      },
      update: async () => undefined,
      probe: async ({ conversationId }) => conversationId,
    };
  }

  /** What the log said went wrong. */
  readonly faults: string[] = [];

  async begin(urn: string): Promise<void> {
    const imported = await importSchool(this.deps, schoolFor(this.#pack, this.#duty, urn), { live: true });
    if (!imported.ok) throw new Error(imported.problems.map(({ message }) => message).join('\n'));
    this.schoolId = imported.schoolId;
    const { db } = this.deps;
    this.pupilId = (await db.pupil.findFirstOrThrow({ where: { schoolId: urn } })).id;
    const content = JSON.parse(
      JSON.stringify({ ...this.#pack, duties: chainFor(this.#pack, this.#duty) }),
    ) as object;
    const version = `only-${this.#pack.id}-${this.#duty.id}`;
    await db.policyVersion.create({ data: { schoolId: urn, version, content, loadedAt: LIVE } });
    await db.school.update({ where: { id: urn }, data: { policyVersion: version } });
    // Everybody has the app already: nobody is welcomed, which would take longer than the duty itself.
    const staff = await db.staff.findMany({ where: { schoolId: urn }, select: { id: true } });
    await db.chat.createMany({
      data: staff.map(({ id }) => ({
        schoolId: urn,
        staffId: id,
        serviceUrl: 'https://fake.example/',
        conversationId: id,
        tenantId: 'fake',
        userId: `29:${id}`,
        botId: '28:bot',
        installedAt: LIVE,
      })),
    });
  }

  async person(aadObjectId: string): Promise<Person> {
    const person = await findPerson(this.deps, { aadObjectId, email: async () => null });
    if (!person) throw new Error(`nobody is ${aadObjectId}`);
    return person;
  }

  /** The first holder of a role (or of the role that stands in for it). */
  async holder(role: string): Promise<Person> {
    const first =
      PEOPLE.find(({ roles }) => roles === role) ?? PEOPLE.find(({ roles }) => roles === 'headteacher');
    return this.person(`${first?.['aad_object_id'] ?? ''}-${this.schoolId}`);
  }

  /** Sees that the duty is asked: by its calendar, by hand, or by what raises its event. Gives the ask's id. */
  async asked(duty: Duty = this.#duty): Promise<string> {
    const { when } = duty;
    if ('on' in when) return this.#raised(duty, when.on);
    if (Object.keys(when).length === 1) return this.#byHand(duty);
    if (!('before' in when && when.before === 'start')) await this.#startPlacement();
    const school = await loadSchool(this.deps.db, this.schoolId);
    const today = dayOf(school.calendar, this.clock.now());
    const owed = await owedBetween(this.deps.db, school, today, '2027-07-21');
    const opens = owed.filter((o) => o.duty === duty.id).map(({ opensAt }) => opensAt.getTime());
    if (opens.length === 0) throw new Error(`the year never asks ${duty.id}`);
    await this.at(new Date(Math.max(Math.min(...opens), this.clock.now().getTime())));
    return this.#newest(duty);
  }

  /** The gate is not what this story is about: the placement becomes active on its first day. */
  async #startPlacement(): Promise<void> {
    const where = { schoolId: this.schoolId, activeFrom: null };
    const { count } = await this.deps.db.placement.updateMany({ where, data: { activeFrom: START } });
    if (count > 0) await noteChange(this.deps.db, this.schoolId);
  }

  async #byHand(duty: Duty): Promise<string> {
    const by = await this.holder(duty.to);
    const begun = await begin(this.deps, by, duty.id, this.#subjectId(duty));
    if (!begun.ok) throw new Error(`${duty.id} cannot be begun: ${JSON.stringify(begun.refusal)}`);
    return begun.askId;
  }

  #subjectId({ subject }: Duty): string {
    const ids = { placement: 'p0', pupil: '', provider: 'oak-farm', school: this.schoolId };
    return ids[subject] || this.pupilId;
  }

  pupilId = '';

  /** Answers what raises the event, as often as it takes (a third review in a row takes three). */
  async #raised(duty: Duty, events: readonly EventName[]): Promise<string> {
    const raiser = chainFor(this.#pack, duty)[1];
    if (!raiser) throw new Error(`nothing raises ${events.join(', ')}`);
    for (let times = 0; times < 3; times += 1) {
      const askId = await this.asked(raiser);
      const result = await this.answer(raiser, askId, await this.#raising(raiser, askId, events));
      if (!result.ok) throw new Error(`${raiser.id} was refused: ${JSON.stringify(result.refusal)}`);
      await this.settle();
      const planned = await this.deps.db.prompt.findFirst({
        where: { schoolId: this.schoolId, duty: duty.id, status: { in: ['planned', 'open'] } },
        orderBy: { opensAt: 'asc' },
      });
      if (planned) await this.at(planned.opensAt);
      const open = await this.deps.db.ask.findFirst({
        where: { schoolId: this.schoolId, duty: duty.id, closed: false },
        orderBy: { openedAt: 'asc' },
      });
      if (open) return open.id;
    }
    throw new Error(`${raiser.id} was answered three times and ${duty.id} was not asked`);
  }

  /** An answer of the raiser that raises one of the events. */
  async #raising(raiser: Duty, askId: string, events: readonly EventName[]): Promise<Record<string, string>> {
    const data = await this.sample(raiser, askId);
    if (raiser.kind === 'attendance') {
      const mark = events.includes('pupil-not-there') ? 'not-there' : 'not-known';
      return Object.fromEntries(Object.keys(data).map((key) => [key, mark]));
    }
    if (events.includes('third-formal-review')) return { ...data, improved: 'no' };
    if (raiser.raises.some((event) => events.includes(event))) return data;
    for (const field of raiser.fields) {
      const value = Object.entries(field.raises ?? {}).find(
        ([, event]) => event && events.includes(event),
      )?.[0];
      if (value !== undefined) return { ...data, ...conditionsOf(field), [field.name]: value };
    }
    return data;
  }

  /** What a person would send to settle it. */
  async sample(duty: Duty, askId: string): Promise<Record<string, string>> {
    if (duty.kind === 'attendance') {
      const prompts = await this.deps.db.prompt.findMany({ where: { schoolId: this.schoolId, askId } });
      return Object.fromEntries(prompts.map(({ id }) => [`mark-${id}`, 'here']));
    }
    if (duty.kind === 'absence-follow-up') {
      return {
        parent: 'spoke',
        safe: 'heard',
        by: 'the office',
        reason: 'ill',
        next: 'back-next',
        note: 'Called at ten',
      };
    }
    const { calendar } = await loadSchool(this.deps.db, this.schoolId);
    const shown = await press(this.deps, await this.holder(duty.to), { askId, verb: 'show', data: {} });
    if (!shown.ok) throw new Error(`${duty.id} is not shown: ${JSON.stringify(shown.refusal)}`);
    return sampleAnswer(duty, inputsOf(shown.card.content), dayOf(calendar, this.clock.now()));
  }

  async answer(duty: Duty, askId: string, data: Record<string, string>) {
    return press(this.deps, await this.holder(duty.to), { askId, verb: 'send', data });
  }

  async #newest(duty: Duty): Promise<string> {
    const ask = await this.deps.db.ask.findFirst({
      where: { schoolId: this.schoolId, duty: duty.id, closed: false },
      orderBy: { openedAt: 'desc' },
    });
    if (!ask) throw new Error(`${duty.id} was not asked. ${this.faults.join('; ')}`);
    return ask.id;
  }

  async at(instant: Date): Promise<void> {
    if (instant > this.clock.now()) this.clock.set(instant);
    await this.settle();
  }

  async settle(): Promise<void> {
    await tick(this.deps);
    await dispatch(this.deps, this.#channel);
  }

  /** Nobody answers: every step of the ladder is taken, at its time. Gives the roles it reached. */
  async silence(askId: string): Promise<readonly string[]> {
    const key = { schoolId_id: { schoolId: this.schoolId, id: askId } };
    for (let step = 0; step < 20; step += 1) {
      const { nextStepAt, rung } = await this.deps.db.ask.findUniqueOrThrow({ where: key });
      if (!nextStepAt || rung === this.#duty.ladder.length) break;
      await this.at(nextStepAt);
    }
    return (await this.deps.db.ask.findUniqueOrThrow({ where: key })).roles;
  }
}

/** One pupil to whom every flag applies, at a provider of the type the duty is about. */
function schoolFor(pack: Pack, duty: Duty, urn: string) {
  const flags = [...duty.only, ...duty.onlyAny];
  const type = flags.includes('unregistered')
    ? 'unregistered'
    : flags.includes('online')
      ? 'online'
      : 'registered';
  const yes = { ehcp: 'yes', looked_after: 'yes', social_worker: 'yes', semh: 'yes', medical: 'yes' };
  return schoolFolder({
    urn,
    policy: pack.id,
    staff: PEOPLE.map((row) => ({ ...row, aad_object_id: `${row['aad_object_id']}-${urn}` })),
    pupils: [pupilRow(0, yes)],
    providers: [providerRow('oak-farm', 'Oak Farm', { type })],
    placements: [
      placementRow(0, {
        start_date: START,
        expected_end_date: END,
        timetable: 'Mon AM;Mon PM;Tue AM;Wed AM;Wed PM;Thu AM;Thu PM',
        basis: 's29a-direction',
        reason: pack.reasons[0]?.code ?? 'other: invented',
        flags: 'part-time;flexi-schooling;residential;outside-delivery;exclusion-risk',
      }),
    ],
  });
}
