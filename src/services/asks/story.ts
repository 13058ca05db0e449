import { may } from '../../domain/access';
import { dayOf } from '../../domain/calendar';
import { addDuration } from '../../domain/duration';
import { type Role, roleTitle } from '../../domain/roles';
import { moment } from '../../domain/words';
import type { Ask } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import { staffNamesOf } from '../../prompts/staff-names';
import { dutyOf, type School } from '../school';

/** Who has been asked before, and since when, for somebody whom an ask has climbed to. */
export async function storyOf(db: Db, school: School, ask: Ask, readerId: string): Promise<string[]> {
  const copies = await db.delivery.findMany({
    where: { schoolId: school.id, askId: ask.id, staffId: { not: readerId }, state: 'live' },
    orderBy: [{ createdAt: 'asc' }, { seq: 'asc' }],
  });
  const names = await staffNamesOf(
    db,
    school.id,
    copies.map(({ staffId }) => staffId),
  );
  const replies = await db.reply.findMany({
    where: { schoolId: school.id, askId: ask.id },
    select: { staffId: true },
  });
  const replied = new Set(replies.map(({ staffId }) => staffId));
  const today = dayOf(school.calendar, ask.openedAt);
  return [...new Set(copies.map(({ staffId }) => staffId))].map((staffId) => {
    const theirs = copies.filter((copy) => copy.staffId === staffId);
    const times = theirs.map(({ createdAt }) => moment(school.calendar, createdAt, today));
    const [asked, ...again] = new Set(times);
    const role = theirs[0]?.role;
    const who = `${names.get(staffId) ?? 'Somebody'}${role ? ` (${roleTitle(role)})` : ''}`;
    return `${who} was asked at ${asked}${again.length > 0 ? `, again at ${again.join(', ')}` : ''}. ${replied.has(staffId) ? 'Not settled yet.' : 'No answer yet.'}`;
  });
}

/** The next rung that asks another role; undefined at the top of the ladder. */
function nextRole(school: School, ask: Ask) {
  const ahead = dutyOf(school, ask.duty).ladder.slice(ask.rung);
  return ahead.flatMap((rung) => ('to' in rung ? [rung] : []))[0];
}

/** The title of the role an ask goes to first; undefined once it has climbed, or if it never does. */
export function climbsTo(school: School, ask: Ask): string | undefined {
  const next = ask.roles.length === 1 ? nextRole(school, ask) : undefined;
  return next && roleTitle(next.to);
}

/** "Goes to the AP lead at 10:00 if nobody answers." Undefined at the top of the ladder. */
export function footerOf(school: School, ask: Ask, now: Date): string | undefined {
  const next = nextRole(school, ask);
  if (!next) return undefined;
  const at = addDuration(school.calendar, ask.openedAt, next.after);
  const when = ask.heldUntil && ask.heldUntil > at ? ask.heldUntil : at;
  const time = moment(school.calendar, when, dayOf(school.calendar, now));
  return `Goes to the ${roleTitle(next.to)} at ${time} if nobody answers.`;
}

/** "Ben Okoro is on it until 10:20." Undefined when nobody holds the ask. At the desk, who has it. */
export async function holdingOf(db: Db, school: School, ask: Ask, now: Date): Promise<string | undefined> {
  if (kindOf(ask.kind).desk) return keepingLine(db, school, ask, now);
  if (!isHeld(ask, now) || !ask.heldBy || !ask.heldUntil) return undefined;
  const names = await staffNamesOf(db, school.id, [ask.heldBy]);
  const until = moment(school.calendar, ask.heldUntil, dayOf(school.calendar, now));
  return `${names.get(ask.heldBy) ?? 'Somebody'} is on it until ${until}.`;
}

/**
 * "Cara Lindqvist is acting, since 10:03.", "Ewa Nowak has it: Cara Lindqvist handed it over at 10:15."; undefined when
 * nobody has it. Whoever was asked again meanwhile is told of as that.
 */
export async function keepingLine(db: Db, school: School, ask: Ask, now: Date): Promise<string | undefined> {
  const { keeper, keptAt, handedBy, againAt } = ask;
  if (!keeper || !keptAt || !againAt) return undefined;
  const names = await staffNamesOf(db, school.id, [keeper, ...(handedBy ? [handedBy] : [])]);
  const time = (instant: Date) => moment(school.calendar, instant, dayOf(school.calendar, now));
  const name = (id: string) => names.get(id) ?? 'Somebody';
  const who = handedBy
    ? `${name(keeper)} has it: ${name(handedBy)} handed it over at ${time(keptAt)}`
    : `${name(keeper)} is acting, since ${time(keptAt)}`;
  return `${who}. ${isFresh(school, ask) ? 'Asked' : 'Asked again already, and next'} at ${time(againAt)} if it is still open.`;
}

/** Whoever has it has not been asked again since they took it on. */
const isFresh = (school: School, { duty, keptAt, againAt }: Ask): boolean =>
  keptAt !== null &&
  againAt !== null &&
  againAt <= addDuration(school.calendar, keptAt, dutyOf(school, duty).hold);

/**
 * May this person say "I'm on it"? Once each, while nobody else is; at the desk as often as they like, but while somebody
 * has said so and was not asked again since. Whoever is to report something there holds nothing back: they send it.
 */
export async function mayHold(
  db: Db,
  school: School,
  ask: Ask,
  { staffId, roles }: { readonly staffId: string; readonly roles: readonly Role[] },
  now: Date,
): Promise<boolean> {
  const { urgent, desk } = kindOf(ask.kind);
  const isReport = dutyOf(school, ask.duty).command !== undefined;
  if (desk && isReport && !may(roles, 'see-safeguarding')) return false;
  if (desk) return ask.keeper === null || ask.handedBy !== null || !isFresh(school, ask);
  return urgent && !isHeld(ask, now) && !(await hasHeld(db, ask, staffId));
}

const isHeld = ({ heldBy, heldUntil }: Ask, now: Date): boolean =>
  heldBy !== null && heldUntil !== null && heldUntil > now;

/** Has this person made the ladder of this ask wait before? Each does so once. */
export const hasHeld = async ({ event }: Db, { schoolId, id }: Ask, staffId: string): Promise<boolean> =>
  (await event.count({ where: { schoolId, askId: id, type: 'held', staffId } })) > 0;
