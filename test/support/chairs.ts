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
    ['attendance-officer', '09:00', ['ap-lead']],
    ['dsl', '10:00', ['headteacher']],
    ['sendco', '11:00', []],
  ].map(([to, at, ladder]) => ({
    ...ROUTINE.CALL,
    id: `call-${to}`,
    when: { each: 'school-day', at },
    to,
    ladder: [ladder].flat().map((role) => ({ after: 'P4D', to: role })),
  })),
);
