import { factRow, section } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { addDays, type Day, isSchoolDay, sessionsOn, sessionTimes } from '../../../domain/calendar';
import { type Role, roleTitle } from '../../../domain/roles';
import { dayWord } from '../../../domain/words';
import type { Db } from '../../../prompts/kind';
import { resolve } from '../../asks/recipients';
import type { Deps } from '../../deps';
import { loadSchool, type School } from '../../school';
import { inTransaction } from '../../transaction';
import { titled } from '../holders';
import { capital, stamp } from '../phrases';
import type { Query } from '../query';

/** Days that are looked at after today. */
const AHEAD = 7;

/** Who is asked for a role now, and on the school days of the next week, as far as it is known today. */
export async function dutyCard(query: Query, deps: Deps, role: Role): Promise<CardParts> {
  const title = roleTitle(role);
  const week = Array.from({ length: AHEAD }, (_, n) => addDays(query.today, n + 1));
  const days = week.filter((day) => isSchoolDay(query.calendar, day));
  const { now, coming } = await inTransaction(deps, async (db) => {
    const school = await loadSchool(db, query.schoolId);
    const coming = [];
    for (const day of days)
      coming.push({ day, who: await askedWords(db, school, role, startOf(school, day)) });
    return { now: await askedWords(db, school, role, query.now), coming };
  });
  const rows = coming.map(({ day, who }) =>
    factRow({ label: capital(dayWord(day, query.today)), value: who }),
  );
  return {
    eyebrow: `Cover · ${stamp(query)}`,
    heading: `Who is ${title} now?`,
    body: [
      factRow({ label: 'Now', value: now }),
      ...(rows.length > 0 ? [section('As each day starts', rows)] : []),
    ],
    actions: [{ title: 'Who covers what?', verb: 'cover', alone: true }],
    footer: 'Covers, the rota, absences and who can be reached, as they are known now.',
    summary: `Who is ${title} now?`,
  };
}

const startOf = ({ calendar }: School, day: Day): Date => {
  const [first = 'am' as const] = sessionsOn(calendar, day);
  return sessionTimes(calendar, day, first).start;
};

async function askedWords(db: Db, school: School, role: Role, at: Date): Promise<string> {
  const { to } = await resolve(db, school, role, at);
  if (!to) return 'Nobody can be reached';
  return to.role === role ? to.name : titled(to.name, to.role);
}
