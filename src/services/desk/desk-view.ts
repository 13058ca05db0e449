import { may, rolesThat } from '../../domain/access';
import { type Role, roleTitle } from '../../domain/roles';
import type { Ask } from '../../generated/prisma/client';
import type { Db, DeskView } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import { reachable } from '../asks/recipients';
import type { School } from '../school';

/** What those who safeguard are offered on a card of the desk; nothing on any other card, or to anybody else. */
export async function deskViewOf(
  db: Db,
  school: School,
  ask: Ask,
  { staffId, roles }: { readonly staffId: string; readonly roles: readonly Role[] },
  now: Date,
): Promise<DeskView | undefined> {
  if (!kindOf(ask.kind).desk || !may(roles, 'see-safeguarding')) return undefined;
  const people = await safeguarders(db, school, staffId, now);
  return {
    handTo: people.map(({ staffId: value, name, role }) => ({
      value,
      title: `${name} (${roleTitle(role)})`,
    })),
    kept: keptBy(ask),
  };
}

/** Whom somebody may hand a question to: the others who safeguard, and can be reached now. */
export const safeguarders = async (db: Db, school: School, but: string, now: Date) =>
  (await reachable(db, school, rolesThat('see-safeguarding'), now)).filter(({ staffId }) => staffId !== but);

/** Who has it and since when, so that a press tells whether its card was out of date. */
export const keptBy = ({ keeper, keptAt }: Ask): string =>
  keeper ? `${keeper} ${keptAt?.toISOString()}` : 'nobody';
