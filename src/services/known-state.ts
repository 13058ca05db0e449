import type { Deps } from './deps';

/**
 * Remembers in which state of a school's data something was found to be done, so that the same need not be looked for
 * again at every tick. Of this process alone: another, or a restart, looks for itself.
 */
export class KnownState {
  readonly #known = new WeakMap<Deps, Map<string, string>>();

  has(deps: Deps, schoolId: string, state: string): boolean {
    return this.#known.get(deps)?.get(schoolId) === state;
  }

  note(deps: Deps, schoolId: string, state: string): void {
    this.#known.set(deps, (this.#known.get(deps) ?? new Map<string, string>()).set(schoolId, state));
  }
}
