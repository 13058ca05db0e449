import { catalogue } from '../../src/services/policy/clauses';
import { coverClause } from '../../src/services/policy/coverage';
import { PACK_IDS, shippedPack } from '../support/packs';

const { clauses } = catalogue();

test('the catalogue has 333 clauses, and the packs are the policies it is about', () => {
  expect(clauses).toHaveLength(333);
  expect([...new Set(clauses.map(({ policy }) => policy))].sort()).toEqual([...PACK_IDS].sort());
});

describe.each(PACK_IDS)('%s', (id) => {
  const { duties } = shippedPack(id);
  const theirs = clauses.filter(({ policy }) => policy === id);

  test.each(theirs.map((clause) => [clause.id, clause] as const))(
    '%s is served, and every piece of its evidence is kept',
    (_clauseId, clause) => {
      const cover = coverClause(clause, duties);
      expect(cover.duties).not.toEqual([]);
      expect(cover.evidence.filter(({ places }) => places.length === 0)).toEqual([]);
      expect(cover.served).toBe(true);
    },
  );

  test('no duty claims a clause that is not there', () => {
    const known = theirs.map((clause) => clause.id);
    expect(duties.flatMap((duty) => duty.clauses).filter((clause) => !known.includes(clause))).toEqual([]);
  });
});
