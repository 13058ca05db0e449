import { KINDS } from '../../prompts/registry';
import { readPolicy } from '../import/read-folder';
import { catalogue } from './clauses';
import { type LoadedPack, loadPack } from './policy-file';

/** The ids of the five policies that Waymark ships with, as the catalogue of clauses names them. */
export const policyIds = (): readonly string[] => Object.keys(catalogue().policies);

/** A pack that ships with Waymark (by its id) or of a school's own (by its path), or every fault that keeps it from being one. */
export async function findPack(policy: string): Promise<LoadedPack> {
  const content = await readPolicy('.', policy);
  if ('fault' in content) {
    const { name: file, fault: message } = content;
    return { ok: false, problems: [{ file, line: 1, column: 1, message }] };
  }
  return loadPack(content.text, content.name, KINDS);
}
