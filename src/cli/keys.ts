import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { count } from '../domain/text';
import { KEY_LENGTH } from '../store/keyring';
import { type InUse, keysInUse } from '../store/keys-in-use';
import { type Rotated, rotate } from '../store/rotate';
import type { Settle } from './policy/commands';
import type { Cli, Terminal, Vault } from './terminal';

/** Adds `waymark keys ...`: what contact details and notes are encrypted with. */
export function addKeysCommands(program: Command, { terminal, withVault }: Cli, settle: Settle): void {
  const keys = program.command('keys').description('Looks after the keys that records are encrypted with.');
  keys
    .command('new')
    .description('Prints a fresh key for DATA_KEYS. Opens no database and keeps nothing.')
    .action(() => {
      terminal.out(newKey(new Date()));
      terminal.err(
        'Put it first in DATA_KEYS, before any other key, and keep a copy apart from the database.',
      );
    });
  keys
    .command('rotate')
    .description(
      'Encrypts everything anew under the first key, also what an older Waymark stored in the clear.',
    )
    .action(() => settle(withVault((vault) => runRotate(terminal, vault))));
  keys
    .command('status')
    .description('Says which keys are in use, and which may be taken away.')
    .action(() => settle(withVault((vault) => runStatus(terminal, vault))));
}

/** "2026-11-28-4f1c:…": its day, so that the keys of years tell themselves apart, and 32 random bytes. */
const newKey = (now: Date): string =>
  `${now.toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}:${randomBytes(KEY_LENGTH).toString('base64')}`;

/** True when every value is under the first key now. */
async function runRotate(terminal: Terminal, vault: Vault): Promise<boolean> {
  const done = await rotate(vault.bare, vault.keys, (column) => showRotated(terminal, column));
  const sum = (of: 'rotated' | 'unreadable'): number => done.reduce((total, column) => total + column[of], 0);
  if (sum('rotated') > 0 && vault.embedded) await vault.bare.$executeRawUnsafe('VACUUM FULL');
  terminal.out(`${count(sum('rotated'), 'value')} encrypted anew under the key ${vault.keys.first.id}.`);
  await runStatus(terminal, vault);
  return sum('unreadable') === 0;
}

function showRotated(terminal: Terminal, { table, column, rotated, overtaken, unreadable }: Rotated): void {
  const parts = [
    rotated > 0 && `${rotated} encrypted anew`,
    overtaken > 0 && `${overtaken} changed meanwhile`,
    unreadable > 0 && `${unreadable} cannot be read and stay as they are`,
  ].filter(Boolean);
  if (parts.length > 0) terminal.out(`  ${`${table}.${column}`.padEnd(24)} ${parts.join(', ')}`);
}

async function runStatus(terminal: Terminal, { bare, keys }: Vault): Promise<true> {
  const used = await keysInUse(bare);
  for (const id of keys.byId.keys()) terminal.out(lineOf(id, id === keys.first.id, used));
  const clear = used.find(({ id }) => id === null);
  if (clear) terminal.err(`${count(clear.values, 'value')} in the clear. Run waymark keys rotate.`);
  return true;
}

function lineOf(key: string, isFirst: boolean, used: readonly InUse[]): string {
  const values = used.find(({ id }) => id === key)?.values ?? 0;
  const held = `${key}: ${count(values, 'value')}`;
  if (isFirst) return `${held}. New values are encrypted with it.`;
  return values === 0
    ? `${held}. It may be taken out of DATA_KEYS, once no backup is left that needs it.`
    : `${held} still. Run waymark keys rotate before it is taken away.`;
}
