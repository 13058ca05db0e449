import * as messages from '../../src/bot/messages';
import type { Refusal } from '../../src/domain/refusals';

const REFUSALS: readonly Refusal[] = [
  { code: 'unknown-person' },
  { code: 'not-yours' },
  { code: 'card-gone' },
  { code: 'closed', why: 'withdrawn' },
  { code: 'closed', why: 'excused' },
  { code: 'closed', why: 'day-over' },
  { code: 'bad-answer', problems: ['Choose one.', 'Say when.'] },
  { code: 'bad-answer', problems: [] },
  { code: 'pupil-not-found', asked: '[x](https://b.example)' },
  { code: 'not-allowed' },
  { code: 'nothing-to-begin', command: 'incident' },
  { code: 'does-not-apply', who: 'Zofia O.', why: 'not-placed' },
  { code: 'does-not-apply', who: 'Oak Farm', why: 'nobody-there' },
  { code: 'does-not-apply', who: 'Zofia O.', why: 'not-asked' },
  { code: 'with-others', holder: 'with Dana Lewis (DSL)' },
];

const sentences = Object.values(messages).filter((value) => typeof value === 'string');

test.each([...REFUSALS.map((refusal) => messages.refusalWords(refusal)), ...sentences])(
  '%j is plain and short',
  (words) => {
    expect(words).toMatch(/^[A-Z].*\.$/u);
    expect(words).not.toMatch(/[!—–{}<>*[\]]|prompt|invalid|entity|record\b/iu);
    expect(words.length).toBeLessThanOrEqual(160);
  },
);

test('what somebody typed is never said back', () => {
  expect(messages.refusalWords({ code: 'pupil-not-found', asked: 'Zofia' })).not.toContain('Zofia');
});
