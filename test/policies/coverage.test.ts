import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kindOf } from '../../src/prompts/registry';
import { PACK_IDS, shippedPack } from '../support/packs';

interface Clause {
  readonly id: string;
  readonly policy: string;
  readonly evidence: string;
}

const { clauses } = parse(readFileSync(join(__dirname, '../../policies/clauses.yaml'), 'utf8')) as {
  clauses: Clause[];
};

/** "mark (present/late), recorded_by" asks for mark and recorded_by. */
const namesOf = (evidence: string): string[] =>
  evidence
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.trim());

test('the catalogue has 333 clauses, and the packs are the policies it is about', () => {
  expect(clauses).toHaveLength(333);
  expect([...new Set(clauses.map(({ policy }) => policy))].sort()).toEqual([...PACK_IDS].sort());
});

describe.each(PACK_IDS)('%s', (id) => {
  const { duties } = shippedPack(id);
  const theirs = clauses.filter(({ policy }) => policy === id);

  test.each(theirs.map((clause) => [clause.id, clause] as const))(
    '%s is served, and every piece of its evidence is kept',
    (clauseId, { evidence }) => {
      const serving = duties.filter((duty) => duty.clauses.includes(clauseId));
      expect(serving).not.toEqual([]);
      const kept = serving.flatMap((duty) => [
        ...duty.fields.map(({ name }) => name),
        ...kindOf(duty.kind).evidence,
      ]);
      expect(namesOf(evidence).filter((name) => !kept.includes(name))).toEqual([]);
    },
  );

  test('no duty claims a clause that is not there', () => {
    const known = theirs.map((clause) => clause.id);
    expect(duties.flatMap((duty) => duty.clauses).filter((clause) => !known.includes(clause))).toEqual([]);
  });
});
