import { dayOf } from '../../../domain/calendar';
import { referralIn, referralWords } from '../../../domain/desk';
import { plain } from '../../../domain/text';
import { fullDay } from '../../../domain/words';
import { CONFIDENTIAL } from '../../../prompts/registry';
import { visible } from '../confidential';
import { staffNames } from '../holders';
import { askedTitle } from '../phrases';
import type { Query } from '../query';
import type { Entry } from './entry';

/** "Mon 23 Nov 2026, Concern passed to the DSL: Cara Lindqvist. Referred on to the police, reference CAD 1234". */
export async function referralEntries(query: Query, subjectIds: readonly string[]): Promise<Entry[]> {
  const { db, schoolId, calendar } = query;
  const prompts = await db.prompt.findMany({
    where: {
      schoolId,
      subjectId: { in: [...subjectIds] },
      AND: [{ kind: { in: [...CONFIDENTIAL] } }, visible(query)],
    },
  });
  if (prompts.length === 0) return [];
  const replies = await db.reply.findMany({
    where: { schoolId, promptId: { in: prompts.map(({ id }) => id) }, settles: 'unchanged' },
    orderBy: { seq: 'desc' },
  });
  const names = await staffNames(query);
  return replies.flatMap(({ promptId, staffId, at, answer }) => {
    const referral = referralIn(answer);
    const prompt = prompts.find(({ id }) => id === promptId);
    if (!referral || !prompt) return [];
    const who = plain(names.get(staffId) ?? 'Somebody who has left', 40);
    const title = `${fullDay(dayOf(calendar, at))}, ${askedTitle(query, prompt)}`;
    const text = `${who}. Referred on to ${referralWords(referral)}`;
    return [{ at: at.toISOString(), line: { title, text } }];
  });
}
