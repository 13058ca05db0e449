import { isExpiry, lookOf, tenseFault, tenseOf } from '../../src/domain/field-names';

const date = (name: string, more: object = {}) => ({ name, type: 'date' as const, ...more });

describe('what the name of a date says of its day', () => {
  test.each([
    'letter_sent_on',
    'checked_on',
    'signed_by_school_on',
    'agreed_with_provider_on',
    'accepted_by_pupil_on',
    'step_taken_on',
    'policy_reviewed_on',
    'held_on',
  ])('%s has happened', (name) => {
    expect(tenseOf(date(name))).toBe('past');
  });

  test.each(['next_review_on', 'next_formal_review_on', 'next_action_on', 'action_due_on', 'review_due_on'])(
    '%s is planned',
    (name) => {
      expect(tenseOf(date(name))).toBe('future');
    },
  );

  test.each([
    'start_on',
    'end_on',
    'due_on',
    'first_review_on',
    'meeting_on',
    'visit_on',
    'review_on',
    'event_on',
    'meeting_arranged_on',
    'meeting_offered_on',
    'directed_on',
    'need_on',
    'return_on',
    'insurance_expires_on',
  ])('%s may be either', (name) => {
    expect(tenseOf(date(name))).toBeUndefined();
  });

  test('a form may say that further names have happened, and a field has the last word', () => {
    expect(tenseOf(date('visit_on'), /^visit_on$/)).toBe('past');
    expect(tenseOf(date('visit_on', { past: false }), /^visit_on$/)).toBeUndefined();
    expect(tenseOf(date('letter_sent_on', { future: true }))).toBe('future');
    expect(tenseOf(date('start_on', { past: true }))).toBe('past');
    expect(tenseOf({ name: 'checked_on', type: 'text' })).toBeUndefined();
  });

  test('today is both', () => {
    const today = '2026-11-23';
    for (const tense of ['past', 'future'] as const) expect(tenseFault(tense, today, today)).toBeNull();
    expect(tenseFault('past', '2026-11-24', today)).toContain('has not come yet');
    expect(tenseFault('future', '2026-11-22', today)).toContain('has passed');
    expect(tenseFault(undefined, '2026-11-22', today)).toBeNull();
  });

  test('a certificate has a last day', () => {
    expect(
      ['expires_on', 'insurance_expires_on', 'dbs_expiry_on', 'valid_until'].map((name) =>
        isExpiry(date(name)),
      ),
    ).toEqual([true, true, true, true]);
    expect(isExpiry(date('checked_on'))).toBe(false);
    expect(lookOf('valid_until').type).toBe('date');
  });
});
