import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pack } from '../../src/domain/policy';
import { KINDS } from '../../src/prompts/registry';
import { loadPack } from '../../src/services/policy/policy-file';

const POLICIES = join(__dirname, '../../policies');

/** The ids of the packs that ship with Waymark. */
export const PACK_IDS = readdirSync(POLICIES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(POLICIES, entry.name)).includes('policy.yaml'))
  .map(({ name }) => name);

/** A pack that ships with Waymark, as a school runs it. */
export function shippedPack(id: string): Pack {
  const name = `policies/${id}/policy.yaml`;
  const loaded = loadPack(readFileSync(join(POLICIES, id, 'policy.yaml'), 'utf8'), name, KINDS);
  if (loaded.ok) return loaded.pack;
  throw new Error(loaded.problems.map(({ line, message }) => `${name}:${line} ${message}`).join('\n'));
}
