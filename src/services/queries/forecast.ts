import { z } from 'zod/v4';
import { chairField } from '../../cards/chair';
import type { CardParts } from '../../cards/parts';
import { may, mayFill } from '../../domain/access';
import { addDays, type Day, startOfDay } from '../../domain/calendar';
import type { EmptyChair } from '../../domain/empty-chairs';
import { outlookAt } from '../../domain/forecast';
import { refuse } from '../../domain/refusals';
import { ROLES } from '../../domain/roles';
import type { Db } from '../../prompts/kind';
import { recordCover } from '../cover/cover';
import type { Deps } from '../deps';
import { renewForecast } from '../forecast/forecast';
import { forecastParts } from '../forecast/forecast-card';
import { lookAhead } from '../forecast/outlook';
import { heldRoles } from '../people';
import { loadSchool, type School } from '../school';
import { type Query, type QueryResult, shown } from './query';

/** The empty chairs of the next school day, as far as is known now. */
export async function forecast(query: Query, deps: Deps): Promise<QueryResult> {
  if (!may(query.roles, 'see-overdue')) return refuse({ code: 'not-allowed' });
  const school = await loadSchool(deps.db, query.schoolId);
  const day = dayAhead(query, school);
  return shown(day === undefined ? NO_DAY : await partsOf(deps.db, query, school, day));
}

const NO_DAY: CardParts = {
  eyebrow: 'Empty chairs',
  lines: ['The school’s calendar has no further school day.'],
  summary: 'Empty chairs',
};

const dayAhead = ({ now }: Query, { calendar, pack }: School): Day | undefined =>
  outlookAt(calendar, now, pack.forecastAt)?.day;

const partsOf = async (db: Db, query: Query, school: School, day: Day): Promise<CardParts> => {
  const { now, staffId, roles } = query;
  const held = await heldRoles(db, school.id, staffId);
  return forecastParts({ school, day, now, staffId, held, roles }, await lookAhead(db, school, day, now));
};

/** What a press sends: the chair, and whom its button names, or whom the field of the chair does. */
export const askInsteadSchema = z.looseObject({
  day: z.iso.date(),
  role: z.enum(ROLES),
  staff: z.string().max(100).optional(),
});

/**
 * Gives an empty chair of a day to somebody, who is asked first for the role while it would be empty. Only who stands on
 * the card as it would be drawn now can be chosen; of two presses at once the first stands.
 */
export async function askInstead(
  query: Query,
  deps: Deps,
  press: z.infer<typeof askInsteadSchema>,
): Promise<QueryResult> {
  const { roles, schoolId } = query;
  const held = await heldRoles(deps.db, schoolId, query.staffId);
  if (!mayFill({ held, roles }, query.pack, press.role)) return refuse({ code: 'not-allowed' });
  const school = await loadSchool(deps.db, schoolId);
  const day = dayAhead(query, school);
  if (day === undefined || day !== press.day) return refuse({ code: 'card-gone' });
  const isAsked = await fill(query, deps, school, day, press);
  const parts = await partsOf(deps.db, query, school, day);
  return shown(isAsked ? parts : { ...parts, problems: [CHOOSE] });
}

/** False when the chair is empty and whom the press names is none of those who could sit in it. */
async function fill(
  query: Query,
  deps: Deps,
  school: School,
  day: Day,
  press: z.infer<typeof askInsteadSchema>,
): Promise<boolean> {
  const { role } = press;
  const chairOf = async (db: Db) =>
    (await lookAhead(db, school, day, query.now)).chairs.find((chair) => chair.role === role);
  const chair = await chairOf(deps.db);
  if (!chair) return true;
  const named = press.staff ?? press[chairField(role)];
  const who = chair.choices.find(({ staffId }) => staffId === named);
  if (!who) return false;
  const input = { schoolId: school.id, role, staffId: who.staffId, by: query.staffId };
  const isWanted = async (db: Db) => (await chairOf(db)) !== undefined;
  const done = await recordCover(deps, { ...input, ...spanOf(school, day, chair) }, isWanted);
  if (done.ok) await renewForecast(deps.db, deps, school);
  return true;
}

const CHOOSE = 'Nobody was asked yet: choose one of the people on this card.';

/** All day, or as much of it as nobody of the role is there. */
const spanOf = ({ calendar }: School, day: Day, { first, next, isPart }: EmptyChair) => ({
  from: isPart ? first : startOfDay(calendar, day),
  until: next ?? startOfDay(calendar, addDays(day, 1)),
});
