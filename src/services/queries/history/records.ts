import { dayOf } from '../../../domain/calendar';
import type { Duty } from '../../../domain/policy';
import { plain } from '../../../domain/text';
import { fullDay } from '../../../domain/words';
import type { Prompt, Reply } from '../../../generated/prisma/client';
import { loadSchool } from '../../school';
import { correctionText } from '../corrections';
import { staffNames } from '../holders';
import { kindTitle } from '../phrases';
import type { Who } from '../pick';
import type { Query } from '../query';
import { type Kept, recordsOf } from '../records';
import { loadSubjects } from '../subjects';
import { answeredOf, mainValues } from '../values';
import type { Entry } from './entry';

/** "Mon 23 Nov 2026, Visit: Ben Okoro. Overall rating: good. Escalated". */
export async function recordEntries(query: Query, who: Who, subjectIds: readonly string[]): Promise<Entry[]> {
  const records = await recordsOf(query, subjectIds);
  if (records.length === 0) return [];
  const school = await loadSchool(query.db, query.schoolId);
  const [staff, subjects, climbed] = await Promise.all([
    staffNames(query),
    loadSubjects(query, subjectIds),
    climbedAsks(query, records),
  ]);
  return records.map(({ prompt, reply, before }) => {
    const duty = school.pack.duties.find(({ id }) => id === prompt.duty);
    const pupil = who.kind === 'provider' ? subjects.pupilOf(prompt.subjectId) : undefined;
    const what = duty?.title ?? kindTitle(prompt.kind);
    const day = fullDay(dayOf(query.calendar, reply.at));
    const told = [
      plain(staff.get(reply.staffId) ?? 'Somebody who has left', 40),
      ...mainValues(duty, answeredOf(reply.answer)),
      ...stateWords(prompt, climbed),
      ...(before ? [correctionText(query, staff, reply, wasText(duty, before, reply))] : []),
    ];
    const line = { title: [day, what, pupil].filter(Boolean).join(', '), text: told.join('. ') };
    return { at: reply.at.toISOString(), line };
  });
}

/** What it said before that it does not say now. */
function wasText(duty: Duty | undefined, before: Reply, now: Reply): string {
  const said = answeredOf(now.answer);
  const other = Object.entries(answeredOf(before.answer)).filter(([name, value]) => said[name] !== value);
  return mainValues(duty, Object.fromEntries(other)).join(', ') || 'other details';
}

const stateWords = ({ status, escalated, askId }: Prompt, climbed: ReadonlySet<string>): string[] => [
  ...(status === 'open' ? ['Not settled'] : []),
  ...(escalated || climbed.has(askId ?? '') ? ['Escalated'] : []),
];

async function climbedAsks({ db, schoolId }: Query, records: readonly Kept[]): Promise<Set<string>> {
  const ids = [...new Set(records.flatMap(({ prompt }) => prompt.askId ?? []))];
  const asks = await db.ask.findMany({
    where: { schoolId, id: { in: ids } },
    select: { id: true, roles: true },
  });
  return new Set(asks.filter(({ roles }) => roles.length > 1).map(({ id }) => id));
}
