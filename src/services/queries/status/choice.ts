import { choice } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { fullName, shortNames } from '../../../domain/names';
import { list, plain } from '../../../domain/text';
import { lineElement } from '../lines';
import { dayOnly, stamp } from '../phrases';
import type { Query } from '../query';
import type { Candidate } from './find';

/** The most pupils offered to choose from. */
const MOST_CHOICES = 8;

/** More choices than this go into one field: a card has at most three buttons. */
const MOST_BUTTONS = 3;

/** A pupil to choose: the shortest name among those offered, and what tells them apart. */
interface Offer {
  readonly id: string;
  readonly name: string;
  readonly details: string;
}

/** Several pupils match: which one? */
export async function choiceCard(
  query: Query,
  found: readonly Candidate[],
  guessed: boolean,
): Promise<CardParts> {
  const offers = await offersOf(query, found.slice(0, MOST_CHOICES));
  return {
    eyebrow: `Status · ${stamp(query)}`,
    heading: guessed ? 'Nobody has that name. Did you mean one of these?' : 'Which pupil?',
    ...(offers.length > MOST_BUTTONS ? asField(offers) : asButtons(offers)),
    lines: found.length > MOST_CHOICES ? [tooMany(found.length)] : [],
    summary: 'Which pupil?',
  };
}

const tooMany = (n: number): string =>
  `${n} pupils match. These are the first ${MOST_CHOICES}: type more of the name if it is none of them.`;

function asButtons(offers: readonly Offer[]): Pick<CardParts, 'body' | 'actions'> {
  const actions = offers.map(({ id, name }) => ({
    title: name,
    verb: 'status',
    data: { pupil: id },
    alone: true,
  }));
  return { body: offers.map(({ name, details }) => lineElement({ title: name, text: details })), actions };
}

function asField(offers: readonly Offer[]): Pick<CardParts, 'body' | 'actions'> {
  const choices = offers.map(({ id, details }) => ({ title: details, value: id }));
  return {
    body: [choice('pupil', 'Pupil', choices)],
    actions: [{ title: 'Show', verb: 'status', primary: true }],
  };
}

/** "Zofia Ostrowska, year 9, Oak Farm"; those alike in all that are told apart by date of birth. */
async function offersOf(query: Query, found: readonly Candidate[]): Promise<Offer[]> {
  const providers = await providersOf(query, found);
  const names = shortNames(found);
  const offers = found.map((pupil) => {
    const facts = [
      fullName(pupil),
      `year ${plain(pupil.yearGroup, 20)}`,
      list(providers.get(pupil.id) ?? []),
    ];
    const details = facts.filter(Boolean).join(', ');
    return { id: pupil.id, name: names.get(pupil.id) ?? fullName(pupil), details, born: pupil.dateOfBirth };
  });
  return offers.map(({ id, name, details, born }) => {
    const isAlike = offers.filter((other) => other.details === details).length > 1;
    return { id, name, details: isAlike ? `${details}, born ${dayOnly(born)}` : details };
  });
}

/** The providers where each pupil is placed now. */
async function providersOf(
  { db, schoolId, today }: Query,
  found: readonly Candidate[],
): Promise<Map<string, string[]>> {
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
  const providers = new Map<string, string[]>();
  for (const { pupilId, provider } of placements) {
    providers.set(pupilId, [...(providers.get(pupilId) ?? []), plain(provider.name, 40)]);
  }
  return providers;
}
