import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import type { Person } from '../people';
import type { School } from '../school';
import type { AskWithPrompts } from './draw';

/** Who answers which ask, inside which transaction. */
export interface Answering {
  readonly deps: Deps;
  readonly db: Db;
  readonly school: School;
  readonly ask: AskWithPrompts;
  readonly person: Person;
}
