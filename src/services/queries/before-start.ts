import type { Placed } from '../../domain/placed';
import { roleTitle } from '../../domain/roles';
import { type GateItem, missingBefore } from '../plan/gate';
import type { School } from '../school';
import { type Holding, heldText, holdingsOf, type Look, staffNames } from './holders';
import type { Line } from './lines';

/** One thing that a start waits for: what it is, and who holds it. */
export interface Awaited extends Line {
  /** "with Ben Okoro (AP lead)". */
  readonly who: string;
  /** Null: not asked yet. */
  readonly promptId: string | null;
}

/** What each of these placements waits for before it may start; nothing, once its list is empty. */
export async function awaited(
  look: Look,
  school: School,
  placements: readonly Placed[],
): Promise<Map<string, readonly Awaited[]>> {
  const missing = await missingBefore(look.db, school, placements);
  const items = [...missing.values()].flat();
  const ids = [...new Set(items.flatMap(({ prompt }) => prompt?.askId ?? []))];
  const where = { schoolId: look.schoolId, id: { in: ids } };
  const asks = ids.length === 0 ? [] : await look.db.ask.findMany({ where });
  const holdings = await holdingsOf(look, asks, asks.length === 0 ? new Map() : await staffNames(look));
  return new Map([...missing].map(([id, theirs]) => [id, theirs.map((item) => awaitedOf(item, holdings))]));
}

function awaitedOf({ duty, prompt }: GateItem, holdings: ReadonlyMap<string, Holding>): Awaited {
  const holding = holdings.get(prompt?.askId ?? '');
  const who = holding?.who ?? `not asked yet (${roleTitle(duty.to)})`;
  const text = holding ? heldText(holding) : who;
  return { title: duty.title, text, who, promptId: prompt?.id ?? null };
}
