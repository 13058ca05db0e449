import type { Deps } from '../services/deps';
import type { Keyring } from '../store/keyring';
import type { Database } from '../store/open';

/** Where a command speaks. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** A person is watching: a progress bar may be drawn. */
  readonly interactive: boolean;
}

/** The records as they are stored, and the keys that open them. */
export interface Vault extends Pick<Database, 'bare' | 'embedded'> {
  readonly keys: Keyring;
}

/** What every command is given. The database is opened only by a command that needs it. */
export interface Cli {
  readonly terminal: Terminal;
  readonly withDeps: <T>(work: (deps: Deps) => Promise<T>) => Promise<T>;
  /** Waits so many seconds. */
  readonly pause: (seconds: number) => Promise<void>;
  readonly withVault: <T>(work: (vault: Vault) => Promise<T>) => Promise<T>;
}
