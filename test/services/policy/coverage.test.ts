import type { Clause } from '../../../src/services/policy/clauses';
import { clausesFor, coverageSummary, coverClause } from '../../../src/services/policy/coverage';
import { packOf } from './small-pack';

const pack = packOf();

const clause = (id: string, evidence: string): Clause => ({
  id,
  policy: 'small',
  where: '1',
  duty: 'Do it.',
  actor: [],
  trigger: 'ongoing',
  deadline: null,
  evidence,
});
const cover = (id: string, evidence: string) => coverClause(clause(id, evidence), pack.duties);

test('a clause that no duty names is not served', () => {
  expect(cover('OWN-9', 'mark')).toMatchObject({ served: false, duties: [], evidence: [{ places: [] }] });
});

test('a clause is not served while one piece of its evidence is kept nowhere', () => {
  const found = cover('OWN-3', 'progress_rating (good/poor), cost');
  expect(found.served).toBe(false);
  expect(found.evidence).toEqual([
    { name: 'progress_rating', places: [{ duty: 'routine-review', kind: 'review', by: 'field' }] },
    { name: 'cost', places: [] },
  ]);
});

test('evidence of a duty that does not name the clause does not count', () => {
  expect(cover('OWN-4', 'sent_on, progress_rating').served).toBe(false);
});

test('evidence is kept by a field, by Waymark, or on the record of a kind with a form of its own', () => {
  const found = cover('OWN-1', 'mark (present/late), recorded_by');
  expect(found.served).toBe(true);
  expect(found.evidence.map(({ name, places }) => [name, places.map(({ by }) => by)])).toEqual([
    ['mark', ['kind']],
    ['recorded_by', ['auto']],
  ]);
});

test('a duty is told apart as a gate, a command or a report', () => {
  expect(cover('OWN-2', 'timetable_agreed').duties).toMatchObject([
    { gate: true, command: null, report: false },
  ]);
  expect(cover('OWN-3', 'actions').duties).toMatchObject([{ gate: false, command: 'review', report: false }]);
  expect(cover('OWN-4', 'sent_on').duties).toMatchObject([{ gate: false, command: null, report: true }]);
});

test('without stories nothing is claimed to prove a clause; with them, the story of each duty and those written', () => {
  const written = [{ file: 'test/policies/stories/a.test.ts', title: 'OWN-3: a review', clauses: ['OWN-3'] }];
  expect(cover('OWN-3', 'actions').proofs).toEqual([]);
  const found = coverClause(clause('OWN-3', 'actions'), pack.duties, { generated: true, written });
  expect(found.proofs).toEqual([
    { file: 'test/policies/duties.test.ts', title: 'small routine-review' },
    { file: 'test/policies/stories/a.test.ts', title: 'OWN-3: a review' },
  ]);
});

test('the summary counts', () => {
  expect(coverageSummary([cover('OWN-1', 'mark'), cover('OWN-9', 'mark')])).toBe('1 of 2 clauses served');
});

test("a pack answers for the policy it is called after, a school's own for those whose clauses it names", () => {
  const policies = (id: string) => new Set(clausesFor({ ...pack, id }).map(({ policy }) => policy));
  expect(policies('inv')).toEqual(new Set(['inv']));
  expect(policies('small')).toEqual(new Set(['emet']));
});
