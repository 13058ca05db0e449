import { durationWords, theRole } from '../../domain/pack-words';
import type { Pack } from '../../domain/policy';
import { dutyWords, FIELD, type Words } from './duty-lines';

/** One thing that two packs say differently; null: that pack does not say it. */
export interface Change {
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface NamedDuty {
  readonly duty: string;
  readonly title: string;
}

/** A duty that both packs have, with all that they say differently of it. */
export interface ChangedDuty extends NamedDuty {
  readonly changes: readonly Change[];
}

/** What differs between two packs, from the first to the second. */
export interface PackDifferences {
  readonly same: boolean;
  /** Reasons, stand-ins, the ceiling, the times of the "AP today" card and the forecast. */
  readonly pack: readonly Change[];
  readonly onlyInFirst: readonly NamedDuty[];
  readonly onlyInSecond: readonly NamedDuty[];
  readonly changed: readonly ChangedDuty[];
}

/** What differs between two packs, in a reader's words: nothing that a pack says is left out. */
export function differences(first: Pack, second: Pack): PackDifferences {
  const changed = first.duties.flatMap((duty): ChangedDuty[] => {
    const other = second.duties.find(({ id }) => id === duty.id);
    const changes = other ? changesOf(dutyWords(duty), dutyWords(other)) : [];
    return changes.length > 0 ? [{ duty: duty.id, title: duty.title, changes }] : [];
  });
  const pack = changesOf(packWords(first), packWords(second));
  const [onlyInFirst, onlyInSecond] = [missingFrom(second, first), missingFrom(first, second)];
  const same = pack.length + onlyInFirst.length + onlyInSecond.length + changed.length === 0;
  return { same, pack, onlyInFirst, onlyInSecond, changed };
}

function missingFrom(pack: Pack, other: Pack): NamedDuty[] {
  const ids = new Set(pack.duties.map(({ id }) => id));
  return other.duties.filter(({ id }) => !ids.has(id)).map(({ id, title }) => ({ duty: id, title }));
}

function changesOf(first: Words, second: Words): Change[] {
  const changes = [...new Set([...first.keys(), ...second.keys()])].flatMap((what) => {
    const [from, to] = [first.get(what) ?? null, second.get(what) ?? null];
    return from === to ? [] : [{ what, from, to }];
  });
  return [...changes, ...movedFields(first, second)];
}

/** The same fields in another order: the card asks them so. */
function movedFields(first: Words, second: Words): Change[] {
  const names = (words: Words): string[] =>
    [...words.keys()].filter((what) => what.startsWith(FIELD)).map((what) => what.slice(FIELD.length));
  const [from, to] = [names(first), names(second)];
  const isOther = from.length !== to.length || from.some((name) => !to.includes(name));
  if (isOther || from.join() === to.join()) return [];
  return [{ what: 'order of the fields', from: from.join(', '), to: to.join(', ') }];
}

/** What a pack says beside its duties, each thing by its name. */
function packWords(pack: Pack): Words {
  const { id, name, reasons, standIns, ceiling, todayAt, forecastAt, stubAfter, againWithin } = pack;
  const codes = reasons.map(({ code, label, clause }): [string, string] => [
    `reason ${code}`,
    clause ? `${label} (${clause})` : label,
  ]);
  const others = Object.entries(standIns).map(([role, roles]): [string, string] => [
    `stand-ins for ${theRole(role)}`,
    (roles ?? []).map(theRole).join(', then '),
  ]);
  return new Map([
    ['id', id],
    ['name', name],
    ['most cards a day for one person', String(ceiling)],
    ['time of the "AP today" card', todayAt],
    ['time of the empty-chair forecast', forecastAt],
    ['longest time until an open concern is asked again', durationWords(againWithin)],
    ['concerns are put away', `${durationWords(stubAfter.confidential)} after they are closed`],
    ['answers to commands are put away', `after ${durationWords(stubAfter.answers)}`],
    ['other cards about pupils are put away', `${durationWords(stubAfter.others)} after they are closed`],
    ...codes,
    ...others,
  ]);
}
