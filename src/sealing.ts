import type { Log } from './services/deps';
import type { Keyring } from './store/keyring';
import type { Sealing } from './store/sealed-rows';

/** Encrypts with these keys. The log hears once of each value that cannot be read: where it stands, by ids alone. */
export function sealingWith(keys: Keyring, log: Log): Sealing {
  const told = new Set<string>();
  return {
    keys,
    refused: ({ table, column, key }) => {
      const row = key.join(' ');
      const place = `${table} ${column} ${row}`;
      if (told.has(place)) return;
      told.add(place);
      log.error({ table, column, row }, 'a stored value cannot be read: it was changed or moved');
    },
  };
}
