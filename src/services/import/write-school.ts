import { isDeepStrictEqual } from 'node:util';
import { dayOf } from '../../domain/calendar';
import type { Pack } from '../../domain/policy';
import { ROTA_ROLES } from '../../domain/rota';
import { count } from '../../domain/text';
import type { Problem } from '../problems';
import { noteChange } from '../school';
import type { FileName } from './folder';
import { raiseChanges } from './happenings';
import type { SchoolSettings } from './school-yaml';
import type { Sheet, Sheets } from './sheets';
import type { Tally, Writing } from './sync';
import { writePlacements, writeProviders } from './write-placements';
import { writeContacts, writePupils } from './write-pupils';
import { writeStaff } from './write-staff';

/** What an import did, file by file. */
export type Counts = Readonly<Record<Exclude<FileName, 'school.yaml'>, Tally>>;

/** A pack, and the name of its content. */
export interface PackVersion {
  readonly pack: Pack;
  readonly version: string;
}

/** Writes a whole school, whose files were found right. Gives what it did and what the operator should know. */
export async function writeSchool(
  writing: Writing,
  settings: SchoolSettings,
  policy: PackVersion,
  sheets: Sheets,
): Promise<{ counts: Counts; warnings: Problem[] }> {
  await writeSettings(writing, settings, policy);
  const people = await writeStaff(writing, rowsOf(sheets.staff), rowsOf(sheets.guests));
  await writeRota(writing, settings);
  const pupils = await writePupils(writing, rowsOf(sheets.pupils));
  const contacts = await writeContacts(writing, rowsOf(sheets.contacts), pupils.ids);
  const providers = await writeProviders(writing, rowsOf(sheets.providers));
  const today = dayOf(settings.calendar, writing.deps.clock.now());
  const placements = await writePlacements(writing, rowsOf(sheets.placements), pupils.ids, today);
  const tallies = [pupils.tally, providers, placements];
  if (isNews(writing, settings, policy) || tallies.some(({ created, updated }) => created + updated > 0))
    await noteChange(writing.db, writing.schoolId);
  await raiseChanges(writing, rowsOf(sheets.providers), rowsOf(sheets.placements));
  const left = people.left.map(({ name, providerId }) =>
    (providerId === null ? sheets.staff : sheets.guests).problemAt(
      1,
      'email',
      `${name} is not in this file any more and is no longer let in`,
    ),
  );
  const removed = `${count(contacts.removed, 'contact')} of the pupils in this file are not in it any more and were removed`;
  return {
    counts: {
      'staff.csv': people.staff,
      'pupils.csv': pupils.tally,
      'contacts.csv': contacts.tally,
      'providers.csv': providers,
      'guests.csv': people.guests,
      'placements.csv': placements,
    },
    warnings: contacts.removed > 0 ? [...left, sheets.contacts.problemAt(1, 'order', removed)] : left,
  };
}

const rowsOf = <Row>(sheet: Sheet<Row>): Row[] => sheet.entries.flatMap(({ row }) => (row ? [row] : []));

/** Does the school keep other times, or another policy, than before? */
const isNews = (
  { known: { school } }: Writing,
  { calendar }: SchoolSettings,
  { version }: PackVersion,
): boolean => school?.policyVersion !== version || !isDeepStrictEqual(school.calendar, calendar);

/** What falls due before a school is live is nobody's debt: `liveFrom` is set then, and never again. */
async function writeSettings(
  { db, deps, live }: Writing,
  settings: SchoolSettings,
  { pack, version }: PackVersion,
) {
  const { urn: id, name, calendar, retention } = settings;
  const now = deps.clock.now();
  const kept = { calendar, retention, policyVersion: version };
  const school = { name, timeZone: calendar.timeZone, ...kept, importedAt: now };
  await db.school.upsert({
    where: { id },
    create: { ...school, id, live, liveFrom: now, handedTo: now },
    update: school,
  });
  const key = { schoolId: id, version };
  await db.policyVersion.upsert({
    where: { schoolId_version: key },
    create: { ...key, content: JSON.parse(JSON.stringify(pack)), loadedAt: now },
    update: {},
  });
}

/** Who is on duty, by their ids: the staff list is written by now, and was found to name them all. */
async function writeRota({ db, schoolId }: Writing, { rota }: SchoolSettings): Promise<void> {
  const staff = await db.staff.findMany({
    where: { schoolId, active: true },
    select: { id: true, email: true },
  });
  const idOf = new Map(staff.map(({ id, email }) => [email, id]));
  const stored = ROTA_ROLES.flatMap((role) => {
    const turns = rota[role]?.map((turn) => ({ ...turn, who: idOf.get(turn.who) ?? '' }));
    return turns ? [[role, turns] as const] : [];
  });
  await db.school.update({ where: { id: schoolId }, data: { rota: Object.fromEntries(stored) } });
}
