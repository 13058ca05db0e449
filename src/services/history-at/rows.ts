import { asOf, type Kept, type Then, versionsOf } from './as-of';

/** The pupil's row as it was; undefined while there was none. */
export async function pupilThen(then: Then, pupilId: string): Promise<Kept<'Pupil'> | undefined> {
  const { db, schoolId, at } = then;
  const now = await db.pupil.findMany({ where: { schoolId, id: pupilId } });
  return asOf('Pupil', now, await versionsOf(then, 'Pupil', { pupilId }), at)[0];
}

export async function contactsThen(then: Then, pupilId: string): Promise<Kept<'Contact'>[]> {
  const { db, schoolId, at } = then;
  const now = await db.contact.findMany({ where: { schoolId, pupilId } });
  const found = asOf('Contact', now, await versionsOf(then, 'Contact', { pupilId }), at);
  return found.sort((a, b) => a.order - b.order);
}

/** The pupil's placements as they were: an import never puts one in another's name. */
export async function placementsThen(then: Then, pupilId: string): Promise<Kept<'Placement'>[]> {
  const { db, schoolId, at } = then;
  const now = await db.placement.findMany({ where: { schoolId, pupilId } });
  const found = asOf('Placement', now, await versionsOf(then, 'Placement', { pupilId }), at);
  return found.sort((a, b) => `${a.startDate} ${a.id}`.localeCompare(`${b.startDate} ${b.id}`));
}

/** What these providers were called. */
export async function providersThen(
  then: Then,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Kept<'Provider'>>> {
  const { db, schoolId, at } = then;
  const rowId = { in: [...new Set(ids)] };
  const now = await db.provider.findMany({ where: { schoolId, id: rowId } });
  const found = asOf('Provider', now, await versionsOf(then, 'Provider', { rowId }), at);
  return new Map(found.map((provider) => [provider.id, provider]));
}

/** The marks that had been made, with the codes as they were; a code confirmed later was not confirmed yet. */
export async function marksThen(then: Then, pupilId: string): Promise<Kept<'AttendanceMark'>[]> {
  const { db, schoolId, at } = then;
  const now = await db.attendanceMark.findMany({ where: { schoolId, pupilId } });
  const found = asOf('AttendanceMark', now, await versionsOf(then, 'AttendanceMark', { pupilId }), at);
  const unconfirmed = { confirmed: null, confirmedBy: null, confirmedAt: null };
  const isBy = (instant: string | null) => instant !== null && new Date(instant) <= at;
  return found
    .filter((mark) => isBy(mark.at))
    .map((mark) => (isBy(mark.confirmedAt) ? mark : { ...mark, ...unconfirmed }))
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

const keyOf = ({ date, session, placementId }: Kept<'AttendanceMark'>): string =>
  `${date} ${session} ${placementId}`;
