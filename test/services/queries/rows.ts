import type { Prisma, PrismaClient } from '../../../src/generated/prisma/client';
import { at, EVERY_SESSION, SCHOOL } from './school';

type Of<T> = Partial<T>;

/** Writes rows as the engine would leave them; what a test does not say is ordinary. Each method gives the row's id. */
export class Rows {
  readonly #db: PrismaClient;
  #count = 0;

  constructor(db: PrismaClient) {
    this.#db = db;
  }

  #id(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }

  async provider(
    id: string,
    name: string,
    more: Of<Prisma.ProviderUncheckedCreateInput> = {},
  ): Promise<string> {
    await this.#db.provider.create({ data: { schoolId: SCHOOL, id, name, type: 'unregistered', ...more } });
    return id;
  }

  async pupil(
    firstName: string,
    lastName: string,
    more: Of<Prisma.PupilUncheckedCreateInput> = {},
  ): Promise<string> {
    const { id = this.#id('pupil') } = more;
    const flags = { ehcp: false, lookedAfter: false, socialWorker: false, semh: false, medical: false };
    const person = { upn: `X${id}`, firstName, lastName, dateOfBirth: '2012-03-04', yearGroup: '9' };
    await this.#db.pupil.create({ data: { schoolId: SCHOOL, ...person, ...flags, ...more, id } });
    return id;
  }

  async placement(
    pupilId: string,
    providerId = 'oak',
    more: Of<Prisma.PlacementUncheckedCreateInput> = {},
  ): Promise<string> {
    const { id = this.#id('placement') } = more;
    const facts = { basis: 's29a-direction', arrangedBy: 'school', dualRegistered: false, reason: 'access' };
    const { startDate = '2026-09-02', activeFrom = startDate, knownFrom = startDate } = more;
    const dates = { startDate, activeFrom, knownFrom, timetable: EVERY_SESSION, objectives: [] };
    await this.#db.placement.create({
      data: {
        schoolId: SCHOOL,
        pupilId,
        providerId,
        ...facts,
        ...dates,
        ...more,
        startDate,
        activeFrom,
        knownFrom,
        id,
      },
    });
    return id;
  }

  /** A question about this morning's attendance, open. */
  async prompt(subjectId: string, more: Of<Prisma.PromptUncheckedCreateInput> = {}): Promise<string> {
    const { id = this.#id('prompt'), day = '2026-11-23', session = 'am' } = more;
    const duty = { duty: 'session-attendance', kind: 'attendance', subjectType: 'placement' };
    const times = { occurrence: `${day}:${session}`, opensAt: at(session === 'pm' ? '13:00' : '09:00', day) };
    const row = { schoolId: SCHOOL, ...duty, subjectId, ...times, status: 'open' };
    await this.#db.prompt.create({ data: { ...row, ...more, id, day, session } });
    return id;
  }

  /** A question raised by the answer to another. */
  followUp(
    subjectId: string,
    source: string,
    more: Of<Prisma.PromptUncheckedCreateInput> = {},
  ): Promise<string> {
    const raised = { duty: 'absence-follow-up', kind: 'absence-follow-up', event: 'pupil-not-there', source };
    return this.prompt(subjectId, { ...raised, occurrence: `2026-11-23:am:${source}`, ...more });
  }

  /** Asked at 09:00, due at 09:30. */
  async ask(more: Of<Prisma.AskUncheckedCreateInput> = {}): Promise<string> {
    const { id = this.#id('ask') } = more;
    const duty = { duty: 'session-attendance', kind: 'attendance', role: 'attendance-officer' };
    const times = { openedAt: at('09:00'), dueAt: at('09:30'), roles: ['attendance-officer'] };
    const card = { groupKey: id, part: 1, parts: 1, policyVersion: 'v1' };
    await this.#db.ask.create({ data: { schoolId: SCHOOL, ...duty, ...card, ...times, ...more, id } });
    return id;
  }

  /** A copy of an ask's card, in one person's chat. */
  async copy(
    askId: string,
    staffId: string,
    more: Of<Prisma.DeliveryUncheckedCreateInput> = {},
  ): Promise<string> {
    const id = this.#id('copy');
    const row = { schoolId: SCHOOL, key: id, purpose: 'ask', role: 'attendance-officer', lane: 0 };
    const times = { nextAt: at('09:00'), createdAt: at('09:00') };
    await this.#db.delivery.create({ data: { ...row, ...times, askId, staffId, ...more, id } });
    return id;
  }

  /** A session that was asked about and answered, by Amira at 09:04. */
  async answered(
    placementId: string,
    pupilId: string,
    mark: string,
    more: Of<Prisma.AttendanceMarkUncheckedCreateInput> = {},
  ): Promise<string> {
    const { date = '2026-11-23', session = 'am' } = more;
    const closedAt = at('09:04', date);
    const promptId = await this.prompt(placementId, { status: 'answered', closedAt, day: date, session });
    const code = mark === 'here' ? 'B' : mark === 'not-there' ? 'N' : null;
    const row = { schoolId: SCHOOL, placementId, pupilId, promptId, mark, staffId: 'amira', at: closedAt };
    const coded = { code, codeWhy: code === 'B' ? 'the school arranged it' : 'nobody has said why' };
    await this.#db.attendanceMark.create({ data: { ...row, ...coded, ...more, date, session } });
    return promptId;
  }
}
