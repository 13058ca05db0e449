import { DateTime } from 'luxon';
import type { FakePerson } from './fake-teams';
import { packOf, ROUTINE } from './routine-pack';
import type { World } from './world';

type Which = Extract<Parameters<FakePerson['press']>[1], (...of: never) => unknown>;

/** The button that asks somebody instead, in the chair of a role. */
export async function askFor(w: World, name: string, role = 'attendance-officer'): Promise<Which> {
  const { id } = await w.database.client.staff.findFirstOrThrow({ where: { schoolId: w.school, name } });
  return ({ data }) => data['staff'] === id && data['role'] === role;
}

/** The button beside the list that unfolds. */
export const OTHERS: Which = ({ verb, data }) => verb === 'ask-instead' && data['staff'] === undefined;

/** Every school day something for the attendance officer, the DSL and the SENDCO, who has none further up. */
export const SEVERAL = packOf(
  [
    { to: 'attendance-officer', at: '09:00', up: ['ap-lead'] },
    { to: 'dsl', at: '10:00', up: ['headteacher'] },
    { to: 'sendco', at: '11:00', up: [] },
  ].map(({ to, at: time, up }) => ({
    ...ROUTINE.CALL,
    id: `call-${to}`,
    when: { each: 'school-day', at: time },
    to,
    ladder: up.map((role) => ({ after: 'P4D', to: role })),
  })),
);

/** School time. */
export const at = (when: string): Date =>
  DateTime.fromFormat(when, 'yyyy-MM-dd HH:mm', { zone: 'Europe/London' }).toJSDate();

export const idOf = async (w: World, name: string): Promise<string> =>
  (await w.database.client.staff.findFirstOrThrow({ where: { schoolId: w.school, name } })).id;

/** Somebody is away from one time until another ("2026-11-24 12:00"), covered or not. */
export async function away(
  w: World,
  name: string,
  from: string,
  until: string,
  cover?: string,
): Promise<void> {
  const coverStaffId = cover ? await idOf(w, cover) : null;
  const data = { schoolId: w.school, id: `away ${name} ${from}`, staffId: await idOf(w, name), coverStaffId };
  await w.database.client.away.create({ data: { ...data, from: at(from), until: at(until) } });
}

/** The attendance officer answers at each of these times, so that only the look ahead is left. */
export async function through(w: World, ...times: string[]): Promise<void> {
  for (const time of times) {
    await w.to(time);
    await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
  }
  w.arrived();
}

export const ASKED = 'Who has arrived at Oak Farm?';
export const CHAIR = 'Empty chairs';
export const SOON = 'Nobody can be reached tomorrow for 6 questions';
