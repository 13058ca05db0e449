import { choice } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { fullName } from '../../../domain/names';
import { count, list, plain } from '../../../domain/text';
import type { Pupil } from '../../../generated/prisma/client';
import { fullDay, stamp } from '../phrases';
import type { Query } from '../query';

/** As much of a pupil as it takes to find them and to tell them apart. */
export type Candidate = Pick<Pupil, 'id' | 'upn' | 'firstName' | 'lastName' | 'yearGroup' | 'dateOfBirth'>;

/** The most pupils offered to choose from. */
const MOST_CHOICES = 8;

/** More choices than this go into a list: a card has at most three buttons. */
const MOST_BUTTONS = 3;

/** Every pupil of the school, to be searched. */
export const candidates = ({ db, schoolId }: Query): Promise<Candidate[]> =>
  db.pupil.findMany({
    where: { schoolId },
    select: { id: true, upn: true, firstName: true, lastName: true, yearGroup: true, dateOfBirth: true },
  });

/** Several pupils match: which one? */
export async function choiceCard(
  query: Query,
  found: readonly Candidate[],
  guessed: boolean,
): Promise<CardParts> {
  const offered = await labelled(query, found.slice(0, MOST_CHOICES));
  const tooMany =
    found.length > MOST_CHOICES
      ? [
          `${count(found.length, 'pupil')} match. These are the first ${MOST_CHOICES}: type more of the name if it is none of them.`,
        ]
      : [];
  const asButtons = offered.length <= MOST_BUTTONS;
  return {
    eyebrow: `Status · ${stamp(query)}`,
    heading: guessed ? 'Nobody has that name. Did you mean one of these?' : 'Which pupil?',
    ...(asButtons
      ? {}
      : {
          body: [
            choice(
              'pupil',
              'Pupil',
              offered.map(({ id, label }) => ({ title: label, value: id })),
            ),
          ],
        }),
    lines: tooMany,
    actions: asButtons
      ? offered.map(({ id, label }) => ({ title: label, verb: 'status', data: { pupil: id }, alone: true }))
      : [{ title: 'Show', verb: 'status', primary: true }],
    summary: 'Which pupil?',
  };
}

/** "Zofia Ostrowska, year 9, Oak Farm"; two alike in all that are told apart by date of birth. */
async function labelled(query: Query, found: readonly Candidate[]): Promise<{ id: string; label: string }[]> {
  const { db, schoolId, today } = query;
  const placements = await db.placement.findMany({
    where: {
      schoolId,
      pupilId: { in: found.map(({ id }) => id) },
      startDate: { lte: today },
      OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: today } }],
    },
    select: { pupilId: true, provider: { select: { name: true } } },
    orderBy: { startDate: 'asc' },
  });
  const labels = found.map((pupil) => {
    const providers = placements
      .filter(({ pupilId }) => pupilId === pupil.id)
      .map(({ provider }) => plain(provider.name, 40));
    return [fullName(pupil), `year ${plain(pupil.yearGroup, 20)}`, list(providers)]
      .filter(Boolean)
      .join(', ');
  });
  return found.map(({ id, dateOfBirth }, i) => {
    const label = labels[i] ?? '';
    const isAlike = labels.filter((other) => other === label).length > 1;
    return { id, label: isAlike ? `${label}, born ${fullDay(dateOfBirth)}` : label };
  });
}

/** Nothing was typed or chosen: whom do you mean? */
export const nameCard = (query: Query): CardParts => ({
  eyebrow: `Status · ${stamp(query)}`,
  heading: 'Which pupil?',
  body: [
    {
      type: 'Input.Text',
      id: 'name',
      label: 'Part of the name, or the UPN',
      maxLength: 80,
      isRequired: true,
      errorMessage: 'Type part of the name first.',
    },
  ],
  actions: [{ title: 'Show', verb: 'status', primary: true }],
  summary: 'Which pupil?',
});
