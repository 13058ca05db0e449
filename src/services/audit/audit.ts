import { addDays, dayOf } from '../../domain/calendar';
import { conservation } from '../conservation';
import type { Deps } from '../deps';
import { loadSchool } from '../school';

/** Balances yesterday's books of every school. Anything unaccounted for is an error line for the operator. */
export async function audit(deps: Deps): Promise<void> {
  for (const { id } of await deps.db.school.findMany({ select: { id: true } })) {
    const { calendar } = await loadSchool(deps.db, id);
    const day = addDays(dayOf(calendar, deps.clock.now()), -1);
    const books = await conservation(deps, id, day);
    const facts = { school: id, day, ...books };
    if (books.unaccounted > 0) deps.log.error(facts, 'prompts are unaccounted for');
    else deps.log.info(facts, 'the books balance');
  }
}
