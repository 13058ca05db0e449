import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { CORRECTION_FIELD, CORRECTION_REASONS } from '../../src/domain/corrections';
import { MARKS } from '../../src/domain/register';
import { knownAt } from '../../src/services/history-at';
import { loadSchool } from '../../src/services/school';
import { tick } from '../../src/services/tick';
import { FormStage } from '../support/form-stage';
import { OAK_FARM, placementRow, providerRow, pupilRow, upnOf } from '../support/school-folder';

const support = (name: string) =>
  parse(readFileSync(join('test', 'support', name), 'utf8')) as { duties: object[] };
const attendance = support('attendance-pack.yaml');
const packText = stringify({
  ...attendance,
  duties: [...attendance.duties, ...support('authority-duties.yaml').duties],
});

/** One thing that somebody does, some minutes after the last. */
const step = fc.record({
  minutes: fc.integer({ min: 1, max: 70 }),
  what: fc.constantFrom('answer', 'change', 'follow-up', 'confirm', 'hold', 'import', 'concern', 'nothing'),
  which: fc.nat(7),
  by: fc.constantFrom('amira', 'ben', 'cara'),
});
type Step = (typeof step extends fc.Arbitrary<infer T> ? T : never) & object;

let stage: FormStage;

const db = () => stage.deps.db;
const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(all.length, 1)];

/** A card of this kind, if there is one, and the questions on it. */
async function cardOf(kind: string, which: number) {
  const asks = await db().ask.findMany({ where: { kind }, orderBy: [{ openedAt: 'desc' }, { id: 'asc' }] });
  const ask = pick(asks, which);
  return ask && { id: ask.id, prompts: await db().prompt.findMany({ where: { askId: ask.id } }) };
}

const why = (which: number) => ({ [CORRECTION_FIELD]: pick(CORRECTION_REASONS, which)?.value });

const DO: Readonly<Record<Step['what'], (step: Step) => Promise<unknown>>> = {
  answer: ({ which, by }) => mark('all-here', which, by),
  change: ({ which, by }) => mark('send-change', which, by),
  'follow-up': async ({ which, by }) => {
    const card = await cardOf('absence-follow-up', which);
    const safe = pick(['heard', 'seen', 'no'], which);
    const reason = pick(['ill', 'arrived', 'not-known', 'transport'], which);
    return card && stage.press(card.id, 'send', { safe, reason, parent: 'spoke', ...why(which) }, by);
  },
  confirm: async ({ which, by }) => {
    const card = await cardOf('attendance', which);
    return card && stage.press(card.id, 'confirm-codes', {}, by);
  },
  hold: async ({ which, by }) => {
    const card = await cardOf('absence-follow-up', which);
    return card && stage.press(card.id, 'hold', {}, by);
  },
  import: ({ which }) => stage.import(changed(which)),
  concern: async ({ by }) => {
    const zofia = await db().pupil.findFirstOrThrow({ where: { upn: upnOf(0) } });
    return stage.begin('concern', zofia.id, by).catch(() => undefined);
  },
  nothing: () => Promise.resolve(),
};

async function mark(verb: string, which: number, by: string) {
  const card = await cardOf('attendance', which);
  const about = pick(card?.prompts ?? [], which);
  const data = about
    ? { [`mark-${about.id}`]: pick(MARKS, which), [`note-${about.id}`]: pick(['', 'rang'], which) }
    : {};
  return card && stage.press(card.id, verb, { ...data, ...why(which) }, by);
}

/** The school's files, said a little differently. */
const changed = (n: number) => ({
  pupils: [
    pupilRow(0, { last_name: pick(['Ostrowska', 'Nowicka'], n) ?? '', medical: n > 3 ? 'yes' : 'no' }),
    pupilRow(1),
  ],
  providers: [
    { ...OAK_FARM, name: pick(['Oak Farm', 'Oak Centre', 'Oak'], n) ?? '' },
    providerRow('kiln', 'The Kiln'),
  ],
  contacts: ['Piotr', 'Beata'].slice(0, n % 3).map((name, i) => ({
    upn: upnOf(0),
    name,
    relationship: 'parent',
    phone: `07700 90011${n}`,
    email: '',
    order: `${i + 1}`,
  })),
  placements: [
    placementRow(0, { expected_end_date: n % 2 ? '2026-12-18' : '' }),
    placementRow(1),
    ...(n > 4 ? [placementRow(5, { upn: upnOf(0), provider_id: 'kiln', start_date: '2026-11-24' })] : []),
  ],
});

/** What the tables say of Zofia now: read as they are, with nothing rebuilt. */
async function now() {
  const pupil = await db().pupil.findFirstOrThrow({ where: { upn: upnOf(0) } });
  const of = { where: { pupilId: pupil.id } };
  const placements = await db().placement.findMany({
    ...of,
    include: { provider: true },
    orderBy: { id: 'asc' },
  });
  const subjectId = { in: [pupil.id, ...placements.map(({ id }) => id)] };
  const prompts = await db().prompt.findMany({
    where: { subjectId, askId: { not: null } },
    orderBy: { id: 'asc' },
  });
  const replies = await db().reply.findMany({
    where: { settles: { not: 'unchanged' } },
    orderBy: { seq: 'asc' },
  });
  const copies = await db().delivery.findMany({ where: { state: 'live' } });
  const staff = new Map((await db().staff.findMany()).map(({ id, name }) => [id, name]));
  const marks = await db().attendanceMark.findMany({
    ...of,
    orderBy: [{ date: 'asc' }, { session: 'asc' }, { placementId: 'asc' }],
  });
  const contacts = await db().contact.findMany({ ...of, orderBy: { order: 'asc' } });
  return {
    pupil: [pupil.lastName, pupil.medical],
    contacts: contacts.map(({ name, phone }) => [name, phone]),
    placements: placements.map((p) => [p.id, p.provider.name, p.expectedEndDate, p.activeFrom, p.learnt]),
    open: prompts
      .filter(({ status }) => status === 'open')
      .map(({ id, askId }) => [
        id,
        names(
          copies.filter((copy) => copy.askId === askId),
          staff,
        ),
      ]),
    answers: prompts.flatMap(({ id }) => {
      const last = replies.findLast(({ promptId }) => promptId === id);
      return last ? [[id, last.answer, last.at.toISOString(), staff.get(last.staffId)]] : [];
    }),
    marks: marks.map((m) => [
      m.date,
      m.session,
      m.mark,
      m.note,
      m.code,
      m.confirmed,
      staff.get(m.confirmedBy ?? '') ?? null,
    ]),
  };
}

const names = (copies: readonly { staffId: string }[], staff: ReadonlyMap<string, string>) =>
  [...new Set(copies.map(({ staffId }) => staff.get(staffId) ?? ''))].sort();

/** The same, rebuilt as of an instant. */
async function then(at: Date): Promise<Awaited<ReturnType<typeof now>>> {
  const { id } = await db().pupil.findFirstOrThrow({ where: { upn: upnOf(0) } });
  const school = await loadSchool(db(), stage.schoolId);
  const known = await knownAt({ db: db(), schoolId: stage.schoolId, at }, school, id);
  const byPrompt = <T extends { prompt: string }>(rows: readonly T[]) =>
    [...rows].sort((a, b) => (a.prompt < b.prompt ? -1 : 1));
  return {
    pupil: [known.pupil?.lastName ?? '', known.pupil?.medical ?? false],
    contacts: known.contacts.map(({ name, phone }) => [name, phone]),
    placements: [...known.placements]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((p) => [p.id, p.provider ?? '', p.expectedEndDate, p.activeFrom, p.learnt]),
    open: byPrompt(known.open).map(({ prompt, with: holders }) => [
      prompt,
      [...new Set(holders.map(({ name }) => name ?? ''))].sort(),
    ]),
    answers: byPrompt(known.answers).map(({ prompt, answer }) => [
      prompt,
      answer?.said ?? null,
      answer?.at ?? '',
      answer?.by ?? '',
    ]),
    marks: known.marks.map((m) => [m.date, m.session, m.mark, m.note, m.code, m.confirmed, m.confirmedBy]),
  };
}

async function live(steps: readonly Step[]): Promise<{ at: Date; was: Awaited<ReturnType<typeof now>> }[]> {
  const remembered = [{ at: stage.clock.now(), was: await now() }];
  for (const one of steps) {
    stage.clock.set(new Date(stage.clock.now().getTime() + one.minutes * 60_000));
    await tick(stage.deps);
    await DO[one.what](one);
    remembered.push({ at: stage.clock.now(), was: await now() });
  }
  return remembered;
}

test('whatever is done, what was known at each instant is what is rebuilt of it later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      stage = await FormStage.start([], { ...changed(0), packText }, '2026-11-23T08:30:00Z');
      try {
        for (const { at, was } of await live(steps))
          expect({ at, ...(await then(at)) }).toEqual({ at, ...was });
      } finally {
        await stage.end();
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});
