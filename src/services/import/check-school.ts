import type { Day } from '../../domain/calendar';
import { partsOf } from '../../domain/cells';
import { chainOf, type Pack, rolesAsked } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { list } from '../../domain/text';
import type { Problem } from '../problems';
import { upnOf } from './check-lines';
import type { Known } from './known';
import type { Sheet, Sheets } from './sheets';

/** Roles that every school must be able to fill, whatever its pack asks of them. */
const ALWAYS: readonly Role[] = ['attendance-officer', 'ap-lead', 'dsl'];

/** What a line refers to must exist, in the files or in what Waymark already holds. */
export function checkReferences(sheets: Sheets, known: Known): Problem[] {
  const { pupils, providers, placements, contacts, guests } = sheets;
  const upns = new Set([
    ...known.pupils.map(({ upn }) => upn),
    ...pupils.entries.map(({ cells }) => upnOf(cells)),
  ]);
  const ids = new Set([
    ...known.providers.map(({ id }) => id),
    ...providers.entries.map(({ cells }) => cells['provider_id']?.trim()),
  ]);
  const pupilIn = (sheet: Sheet<{ upn: string }>) =>
    unknown(
      sheet,
      pupils,
      'upn',
      ({ upn }) => upns.has(upn),
      'there is no pupil with this UPN in pupils.csv',
    );
  const noProvider = 'there is no provider with this id in providers.csv';
  return [
    ...pupilIn(contacts),
    ...pupilIn(placements),
    ...unknown(placements, providers, 'provider_id', ({ provider_id }) => ids.has(provider_id), noProvider),
    ...unknown(guests, providers, 'provider_id', ({ provider_id }) => ids.has(provider_id), noProvider),
    ...movedPlacements(placements, known),
  ];
}

/** Nothing is said of references into a file that could not be read: its own fault comes first. */
function unknown<Row>(
  sheet: Sheet<Row>,
  target: Sheet<unknown>,
  column: string,
  isKnown: (row: Row) => boolean,
  message: string,
): Problem[] {
  if (!target.readable) return [];
  return sheet.entries.flatMap(({ line, row }) =>
    row && !isKnown(row)
      ? [sheet.problemAt(line, column, `${message}: add it there, or correct it here`)]
      : [],
  );
}

/** A placement keeps its pupil: the answers stored under it are about that child. */
function movedPlacements(sheet: Sheets['placements'], known: Known): Problem[] {
  const upnById = new Map(known.pupils.map(({ id, upn }) => [id, upn]));
  const upnOfPlacement = new Map(known.placements.map(({ id, pupilId }) => [id, upnById.get(pupilId)]));
  return sheet.entries.flatMap(({ line, row }) => {
    const before = row && upnOfPlacement.get(row.placement_id);
    if (!row || before === undefined || before === null || before === row.upn) return [];
    const message =
      'this placement_id belongs to another pupil already: give this placement an id of its own';
    return [sheet.problemAt(line, 'placement_id', message)];
  });
}

/** Every role the pack asks must have a holder, or somebody who stands in. There is always a DSL. */
export function checkRoles({ staff }: Sheets, pack: Pack): Problem[] {
  if (!staff.readable) return [];
  const held = heldRoles(staff);
  const asked = new Set<Role>([...ALWAYS, ...pack.duties.flatMap(rolesAsked)]);
  return [...asked].flatMap((role) => {
    const chain = role === 'dsl' ? [role] : chainOf(pack, role);
    if (chain.some((r) => held.has(r))) return [];
    const others = chain.length > 1 ? `, nor ${list(chain.slice(1))} in its place` : '';
    return [staff.problemAt(1, 'roles', `nobody is ${role}${others}: give somebody that role`)];
  });
}

const heldRoles = (staff: Sheets['staff']): Set<string> =>
  new Set(staff.entries.flatMap(({ cells }) => partsOf((cells['roles'] ?? '').toLowerCase())));

/** Whoever is on the list of another school as well is asked at one of the two only. */
export const elsewhereWarnings = ({ staff, guests }: Sheets, { elsewhere }: Known): Problem[] =>
  [staff, guests].flatMap((sheet) =>
    sheet.entries
      .filter(({ cells }) => elsewhere.has((cells['aad_object_id'] ?? '').trim().toLowerCase()))
      .map(({ line, cells }) =>
        sheet.problemAt(line, 'aad_object_id', `${cells['name'] ?? ''} ${ELSEWHERE}`),
      ),
  );

const ELSEWHERE =
  'is on the list of another school here too: Waymark knows a person at one school, so nothing would reach them at the other';

/** Without a deputy nobody stands in when the DSL is away. */
export function deputyWarning({ staff }: Sheets): Problem[] {
  if (heldRoles(staff).has('deputy-dsl')) return [];
  return [staff.problemAt(1, 'roles', 'nobody is deputy-dsl: name one, to be asked when the DSL is away')];
}

/** Those whom Waymark knows and the files no longer name. Nobody in a live placement is ever dropped by omission. */
export function missingWarnings(sheets: Sheets, known: Known, today: Day): Problem[] {
  const { placements, pupils } = sheets;
  const inFile = new Set(placements.entries.map(({ row }) => row?.placement_id));
  const live = known.placements.filter((p) => !p.expectedEndDate || p.expectedEndDate >= today);
  const placementsGone = live.filter(({ id }) => !inFile.has(id));
  const upns = new Set(pupils.entries.map(({ row }) => row?.upn));
  const placed = new Set(live.map(({ pupilId }) => pupilId));
  const pupilsGone = known.pupils.filter(({ id, upn }) => placed.has(id) && !upns.has(upn));
  return [
    ...placementsGone.map(({ id }) => {
      const message = `placement ${id} is not in this file and goes on: to end it, give it an expected_end_date`;
      return placements.problemAt(1, 'placement_id', message);
    }),
    ...pupilsGone.map(({ upn }) => {
      const message = `the pupil whose UPN ends in ${upn.slice(-4)} is not in this file and is still asked about: end the placement to stop`;
      return pupils.problemAt(1, 'upn', message);
    }),
  ];
}
