import { factRow, section } from '../../../cards/fragments';
import type { CardParts, Fact } from '../../../cards/parts';
import { may } from '../../../domain/access';
import { refuse } from '../../../domain/refusals';
import { list, plain } from '../../../domain/text';
import type { Provider } from '../../../generated/prisma/client';
import { loadSchool } from '../../school';
import { listSection } from '../lines';
import { capital, stamp } from '../phrases';
import { type Named, type Who, type Wish, withWho } from '../pick';
import { type Query, type QueryResult, shown } from '../query';
import { loadSubjects } from '../subjects';
import { checkLines } from './checks';
import { openLines } from './open';
import { returnsText } from './returns';

const WISH: Wish = {
  title: 'Provider',
  verb: 'provider',
  question: 'Which provider?',
  label: 'Part of the provider’s name',
  go: 'Show',
};

/** One provider: who to ring, its checks and what runs out, what is open, who is there, how it answers. */
export async function provider(query: Query, named: Named): Promise<QueryResult> {
  if (!may(query.roles, 'see-provider')) return refuse({ code: 'not-allowed' });
  return withWho(query, WISH, ['provider'], named, (who) => providerOf(query, who));
}

async function providerOf(query: Query, { id }: Who): Promise<QueryResult> {
  const { db, schoolId } = query;
  const row = await db.provider.findUnique({
    where: { schoolId_id: { schoolId, id } },
    include: { placements: { orderBy: { startDate: 'asc' } } },
  });
  if (!row) return refuse({ code: 'card-gone' });
  const { placements, ...found } = row;
  const ids = placements.map((placement) => placement.id);
  const now = placements.filter(
    ({ startDate, expectedEndDate: end }) => startDate <= query.today && (!end || end >= query.today),
  );
  const school = await loadSchool(db, schoolId);
  const [subjects, checks, open, returns] = await Promise.all([
    loadSubjects(query, ids),
    checkLines(query, school, found),
    openLines(query, school, id),
    returnsText(query, ids),
  ]);
  const names = now.map((placement) => subjects.pupilOf(placement.id) ?? 'a pupil').sort();
  return shown(
    card(query, found, {
      facts: [
        ...ringFact(found),
        { label: 'Pupils there now', value: `${names.length}${names.length > 0 ? `: ${list(names)}` : ''}` },
        { label: 'Answered in time', value: returns },
      ],
      checks,
      open,
    }),
  );
}

type Lines = Parameters<typeof listSection>[1];

const card = (
  query: Query,
  found: Provider,
  { facts, checks, open }: { facts: Fact[]; checks: Lines; open: Lines },
): CardParts => ({
  eyebrow: `Provider · ${stamp(query)}`,
  heading: plain(found.name, 60),
  facts,
  body: [
    ...listSection('Still open', open, 8),
    ...listSection('Checks', checks),
    section('Where and what', detailsOf(found).map(factRow)),
  ],
  actions: [
    { title: 'Look again', verb: 'provider', data: { who: `provider:${found.id}` }, alone: true },
    { title: 'History', verb: 'history', data: { who: `provider:${found.id}` }, alone: true },
  ],
  summary: 'A provider',
});

const ringFact = ({ phone, contactName }: Provider): Fact[] =>
  phone
    ? [
        {
          label: contactName ? `Ring ${plain(contactName, 60)}` : 'Ring',
          value: plain(phone, 40),
          tel: phone,
        },
      ]
    : [];

function detailsOf({ type, urn, ukprn, contactEmail, address, postcode }: Provider): Fact[] {
  const numbers = [urn && `URN ${urn}`, ukprn && `UKPRN ${ukprn}`].filter(Boolean).join(', ');
  const place = [address, postcode].filter(Boolean).join(', ');
  const facts = [
    { label: 'Type', value: capital(type.replaceAll('-', ' ')) },
    { label: 'Address', value: place },
    { label: 'Write to', value: contactEmail ?? '' },
    { label: 'Numbers', value: numbers },
  ];
  return facts
    .filter(({ value }) => value !== '')
    .map((fact) => ({ ...fact, value: plain(fact.value, 120) }));
}
