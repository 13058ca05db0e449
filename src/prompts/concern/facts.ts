import { list, plain } from '../../domain/text';
import { clockTime } from '../../domain/words';
import type { FormFacts } from '../form-facts';
import type { AskInput, Db } from '../kind';

/** What comes before Waymark: for whoever raises a concern, and for those it was passed to. */
const FIRST = 'In danger now? Ring 999 first';
const BEFORE_RAISING = `${FIRST}, then tell the DSL in person.`;

/**
 * What is known in five seconds: what comes first, and for those a concern was passed to, what was reported, where the
 * pupil should be and whom to ring. Whoever raises one may not see as much of the pupil.
 */
export async function concernLines(db: Db, input: AskInput, facts: FormFacts): Promise<string[]> {
  if (facts.prompt.context.event === undefined) return [BEFORE_RAISING];
  return [`${FIRST}.`, ...(await reportLines(db, input, facts)), ...(await placeLines(db, input, facts))];
}

/** What whoever raised it said, in the words of its answers. */
async function reportLines(
  db: Db,
  { schoolId, calendar }: AskInput,
  { prompt: { context } }: FormFacts,
): Promise<string[]> {
  if (context.source === undefined) return [];
  const reply = await db.reply.findFirst({
    where: { schoolId, promptId: context.source },
    orderBy: { seq: 'desc' },
    select: { staffId: true, at: true, answer: true },
  });
  if (!reply) return [];
  const staff = await db.staff.findUnique({ where: { schoolId_id: { schoolId, id: reply.staffId } } });
  const said = (field: string) => wordsIn(reply.answer, field);
  return [
    `Raised by ${plain(staff?.name ?? 'somebody', 60)} at ${clockTime(calendar, reply.at)}.`,
    ...[
      ['In danger now', said('danger_now')],
      ['With the child', said('with_child')],
      ['DSL told in person', said('told_in_person')],
    ].flatMap(([label, words]) => (words ? [`${label}: ${words}.`] : [])),
  ];
}

/** Where the pupil should be today, and the numbers of the provider and of the first contact at home. */
async function placeLines(db: Db, { schoolId }: AskInput, { pupilId, today }: FormFacts): Promise<string[]> {
  if (pupilId === null) return [];
  const pupil = await db.pupil.findUnique({
    where: { schoolId_id: { schoolId, id: pupilId } },
    select: {
      contacts: { orderBy: { order: 'asc' }, take: 1 },
      placements: {
        where: {
          startDate: { lte: today },
          OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: today } }],
        },
        select: { provider: { select: { name: true, phone: true } } },
      },
    },
  });
  const places = (pupil?.placements ?? []).map(({ provider }) => ringing(provider.name, provider.phone));
  const [contact] = pupil?.contacts ?? [];
  return [
    ...(places.length > 0 ? [`Placed at ${list(places)}.`] : []),
    ...(contact ? [`At home: ${ringing(contact.name, contact.phone)}.`] : []),
  ];
}

const ringing = (name: string, phone: string | null): string =>
  phone ? `${plain(name, 60)}, ${phone}` : plain(name, 60);

function wordsIn(answer: unknown, field: string): string {
  const value = typeof answer === 'object' && answer !== null && (answer as Record<string, unknown>)[field];
  return typeof value === 'string' ? value.replaceAll('-', ' ') : '';
}
