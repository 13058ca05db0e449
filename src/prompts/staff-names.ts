import { plain } from '../domain/text';
import type { Db } from './kind';

/** The names of these members of staff, those who left included. One query. */
export async function staffNamesOf(
  db: Db,
  schoolId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const staff = await db.staff.findMany({
    where: { schoolId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(staff.map(({ id, name }) => [id, plain(name, 60)]));
}
