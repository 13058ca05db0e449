import { list, plain } from '../../domain/text';
import { isUnreadable } from '../../domain/unreadable';
import { clockTime } from '../../domain/words';
import type { FormFacts } from '../form-facts';
import type { AskInput, Db } from '../kind';

/** What comes before Waymark. */
const FIRST = 'Ring 999 first';
const BEFORE_RAISING = `In danger now? ${FIRST}, then tell the DSL in person.`;

/**
 * What is known in five seconds: is the child in danger, who raised it, where the pupil should be and whom to ring, for
 * those a concern was passed to. Whoever raises one may not see as much of the pupil.
 */
export async function concernLines(db: Db, input: AskInput, facts: FormFacts): Promise<string[]> {
  if (facts.prompt.context.event === undefined) return [BEFORE_RAISING];
  return [...(await reportLines(db, input, facts)), ...(await placeLines(db, input, facts))];
}

/** What whoever raised it said, in the words of its answers; what they were not asked is left out. */
async function reportLines(
  db: Db,
  { schoolId, calendar }: AskInput,
  { prompt: { context } }: FormFacts,
): Promise<string[]> {
  const reply = await db.reply.findFirst({
    where: { schoolId, promptId: context.source ?? '' },
    orderBy: { seq: 'desc' },
    select: { staffId: true, at: true, answer: true },
  });
  if (!reply) return [dangerLine('')];
  const lost = isUnreadable(reply.answer) ? ' What they said cannot be read: ask them.' : '';
  const staff = await db.staff.findUnique({ where: { schoolId_id: { schoolId, id: reply.staffId } } });
  const said = (label: string, field: string) => {
    const words = wordsIn(reply.answer, field);
    return words ? ` ${label}: ${words}.` : '';
  };
  const raised = `Raised by ${plain(staff?.name ?? 'somebody', 60)} at ${clockTime(calendar, reply.at)}.`;
  return [
    dangerLine(wordsIn(reply.answer, 'danger_now')),
    `${raised}${lost}${said('DSL told in person', 'told_in_person')}`,
    said('With the child', 'with_child').trim(),
  ].filter((line) => line !== '');
}

const dangerLine = (danger: string): string =>
  danger === 'no' ? 'In danger now: no.' : `In danger now${danger === 'yes' ? ': yes.' : '?'} ${FIRST}.`;

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
