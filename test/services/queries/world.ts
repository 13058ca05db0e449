import type { Card } from '../../../src/cards/parts';
import { parseCommand } from '../../../src/domain/commands';
import { type CommandResult, queryPress, runCommand } from '../../../src/services/commands';
import type { Deps } from '../../../src/services/deps';
import { lintCard } from '../../support/card-lint';
import { testDatabase } from '../../support/database';
import { buttonsOf, textOf } from '../../support/fake-teams';
import { Rows } from './rows';
import { addSchool, at, personOf, SCHOOL } from './school';

const QUIET = { info() {}, warn() {}, error() {} };

/** A school with its staff, one provider, and nothing else: each test writes the rows it is about. It is 10:15. */
export async function queryWorld() {
  const database = await testDatabase();
  const { client: db } = database;
  let now = at('10:15');
  const rows = new Rows(db);
  const deps: Deps = { db, clock: { now: () => now }, ids: { next: () => 'unused' }, log: QUIET };
  await addSchool(db, SCHOOL, 'Hillside School');
  await rows.provider('oak', 'Oak Farm', {
    phone: '01632 960123',
    address: '1 Farm Lane',
    postcode: 'ZZ1 1ZZ',
  });
  return {
    db,
    deps,
    rows,
    close: () => database.close(),
    /** Takes away everything but the school and its staff, and puts the clock back. */
    clear: async () => {
      now = at('10:15');
      const where = { schoolId: SCHOOL };
      await db.delivery.deleteMany({ where });
      await db.$executeRaw`TRUNCATE "Event", "Chain"`;
      await db.ask.deleteMany({ where });
      await db.prompt.deleteMany({ where });
      await db.attendanceMark.deleteMany();
      await db.placement.deleteMany({ where });
      await db.pupil.deleteMany({ where });
      await db.provider.deleteMany({ where: { ...where, id: { not: 'oak' } } });
    },
    /** Moves the clock: "10:15" of Mon 23 Nov 2026, or of another day. */
    setTime: (time: string, day?: string) => void (now = at(time, day)),
    /** Types a message as the AP lead, or as somebody else, of this school or of another. */
    type: (text: string, as = 'ben', schoolId = SCHOOL) =>
      runCommand(deps, personOf(as, schoolId), parseCommand(text)),
    press: (verb: string, data: Readonly<Record<string, unknown>> = {}, as = 'ben', schoolId = SCHOOL) =>
      queryPress(deps, personOf(as, schoolId), { verb, data }),
  };
}

export type QueryWorld = Awaited<ReturnType<typeof queryWorld>>;

/** The card of a result. A refusal, or a card that breaks the rules of cards, fails the test. */
export function cardOf(result: CommandResult, userTexts: readonly string[] = []): Card {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  const { content, summary } = result.card;
  const faults = lintCard(content, { summary, userTexts });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return result.card;
}

/** What a reader sees, with each line of a list in one piece. */
export const textIn = (result: CommandResult, userTexts: readonly string[] = []): string =>
  textOf(cardOf(result, userTexts).content).replaceAll(': \n', ': ').replaceAll('\u00A0', ' ');

/** A section of a card, by its heading: the lines up to the next heading given. */
export function sectionIn(result: CommandResult, heading: string, next?: string): string[] {
  const lines = textIn(result).split('\n');
  const start = lines.indexOf(heading);
  const end = next === undefined ? lines.length : lines.indexOf(next);
  return start < 0 ? [] : lines.slice(start + 1, end < 0 ? lines.length : end);
}

/** The titles of the buttons. */
export const buttonsIn = (result: CommandResult, userTexts: readonly string[] = []): string[] =>
  buttonsOf(cardOf(result, userTexts).content).map(({ title }) => title);
