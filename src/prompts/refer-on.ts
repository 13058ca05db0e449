import { may } from '../domain/access';
import { isReference, REFERENCE_LIMIT, REFERRALS, referralIn, referralWords } from '../domain/desk';
import { refuse } from '../domain/refusals';
import { clockTime } from '../domain/words';
import type { FormSaid } from './form-facts';
import type { AskInput, Db, Press, PromptRow, Read } from './kind';
import { staffNamesOf } from './staff-names';

/**
 * A referral to those outside who can help: to whom, and their reference. It answers nothing that the form asks: what was
 * said so far stands, and the question stays open. It may be done again.
 */
export function referOn({ prompt, said }: FormSaid, { roles, data }: Press): Read {
  if (!may(roles, 'see-safeguarding')) return refuse({ code: 'not-allowed' });
  const to = REFERRALS.find(({ value }) => value === data['refer_to'])?.value;
  const written = data['refer_ref'];
  const reference = typeof written === 'string' ? written.trim() : '';
  const problems = [
    ...(to === undefined ? ['Choose to whom you have referred it.'] : []),
    ...(reference === '' || isReference(reference) ? [] : [REFERENCE]),
  ];
  if (to === undefined || problems.length > 0) return refuse({ code: 'bad-answer', problems });
  const { referred_ref: _before, ...rest } = said;
  const reply = { ...rest, referred_to: to, ...(reference === '' ? {} : { referred_ref: reference }) };
  return { ok: true, answers: [{ promptId: prompt.id, reply, settles: 'unchanged' }], partial: true };
}

const REFERENCE = `Write the reference only, such as CAD 1234: up to ${REFERENCE_LIMIT} letters, digits, / and -. What happened belongs in the case system.`;

/** "10:20 Cara Lindqvist referred it to the police, reference CAD 1234." The oldest first. */
export async function referralLines(
  db: Db,
  { schoolId, calendar }: AskInput,
  { replies }: PromptRow,
): Promise<string[]> {
  const referrals = replies.flatMap(({ staffId, at, answer }) => {
    const referral = referralIn(answer);
    return referral ? [{ staffId, at, referral }] : [];
  });
  if (referrals.length === 0) return [];
  const names = await staffNamesOf(
    db,
    schoolId,
    referrals.map(({ staffId }) => staffId),
  );
  return referrals.map(
    ({ staffId, at, referral }) =>
      `${clockTime(calendar, at)} ${names.get(staffId)} referred it to ${referralWords(referral)}.`,
  );
}
