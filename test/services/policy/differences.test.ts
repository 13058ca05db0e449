import type { Duty, Pack } from '../../../src/domain/policy';
import { differences } from '../../../src/services/policy/differences';
import { packOf, SMALL } from './small-pack';

const small = packOf();

/** What changed of one duty, as "what: to, was from". */
function changes(change: Partial<Duty>, id = 'routine-review'): string[] {
  const duties = small.duties.map((duty) => (duty.id === id ? { ...duty, ...change } : duty));
  const { changed } = differences(small, { ...small, duties });
  return changed.flatMap((duty) =>
    duty.changes.map(({ what, from, to }) => `${what}: ${to ?? '-'}, was ${from ?? '-'}`),
  );
}

test('a pack is the same as itself, however its file is laid out', () => {
  const turned = SMALL.replace(
    'id: small\nname: A small policy\n',
    '# a remark\nname: A small policy\nid: small\n',
  );
  expect(differences(small, packOf(turned))).toEqual({
    same: true,
    pack: [],
    onlyInFirst: [],
    onlyInSecond: [],
    changed: [],
  });
});

test.each<[Partial<Duty>, string]>([
  [{ due: 'P3D' }, 'to be answered within: 3 school days, was 5 school days'],
  [{ hold: 'PT1H' }, '"I\'m on it" holds for: 1 hour, was 20 minutes'],
  [{ to: 'dsl' }, 'asked of: the DSL, was the AP lead'],
  [{ only: [] }, 'only for: -, was off site'],
  [{ gate: true }, 'holds the start back: yes, was no'],
  [{ override: 'headteacher' }, 'may be let through by: the headteacher, was -'],
  [{ raises: ['review-held'] }, 'raises: review held, was -'],
  [{ settings: { clearDays: 2 } }, 'setting clearDays: 2, was -'],
  [{ clauses: ['OWN-3', 'OWN-5'] }, 'clauses: OWN-3, OWN-5, was OWN-3'],
  [{ question: 'Well?' }, 'question: Well?, was How is the placement going?'],
  [
    { ladder: [{ after: 'P1D', to: 'dsl' }] },
    'ladder: after 1 school day the DSL as well, was after 2 school days a reminder; after 5 school days the headteacher as well',
  ],
])('%j is told', (change, told) => {
  expect(changes(change)).toEqual([told]);
});

test('when it is asked, by its calendar, by events and by hand, is one line', () => {
  const [told] = changes({ when: { by: 'hand' }, alsoOn: ['review-held'] });
  expect(told).toMatch(/^when: by hand with `review`; also on review held, was each half term on its 20th/);
});

test('fields that came, went, moved or look otherwise are told by name', () => {
  const review = small.duties.find(({ id }) => id === 'routine-review')?.fields ?? [];
  const [rating, ...rest] = review;
  if (!rating) throw new Error('the small pack has a review with fields');
  expect(changes({ fields: rest })).toEqual([
    'field progress_rating: -, was "Progress rating"; choice; good "Good", fair "Fair", poor "Poor"',
  ]);
  expect(changes({ fields: [...rest, rating] })).toEqual([
    'order of the fields: actions, reviewed_on, progress_rating, was progress_rating, actions, reviewed_on',
  ]);
  const must = { ...rating, must: ['good'], raises: { poor: 'concern-raised' as const } };
  expect(changes({ fields: [must, ...rest] })[0]).toContain('must be good; poor raises concern raised, was');
});

test('duties of one pack alone, and what the pack says beside its duties', () => {
  const other: Pack = {
    ...small,
    id: 'other',
    ceiling: 12,
    reasons: [],
    standIns: { 'attendance-officer': ['dsl'], slt: ['headteacher'] },
    duties: small.duties.slice(1),
  };
  const found = differences(small, other);
  expect(found.onlyInFirst).toEqual([{ duty: 'session-attendance', title: 'Attendance at the provider' }]);
  expect(differences(other, small).onlyInSecond).toEqual(found.onlyInFirst);
  expect(found.pack).toEqual([
    { what: 'id', from: 'small', to: 'other' },
    { what: 'most cards a day for one person', from: '60', to: '12' },
    { what: 'reason exclusion-risk', from: 'At risk of exclusion', to: null },
    { what: 'stand-ins for the attendance officer', from: 'the AP lead', to: 'the DSL' },
  ]);
});
