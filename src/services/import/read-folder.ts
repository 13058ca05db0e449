import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FILES, type FileText, type PolicyText, type SchoolFolder } from './folder';

/** The packs that ship with Waymark, from the compiled file and from the source alike. */
const POLICIES = join(__dirname, '..', '..', '..', 'policies');

const PACK_ID = /^[a-z][a-z0-9-]*$/;
const PACK_FILE = 'policy.yaml';

/** The largest file that is read, in bytes. A school of 5,000 pupils fills about 1 MB. */
const MAX_BYTES = 20 * 1024 * 1024;

/** Reads a school's import folder. A file that is not there is left out; one that cannot be read says why. */
export async function readSchoolFolder(path: string): Promise<SchoolFolder> {
  const found = await Promise.all(
    FILES.map(async (name) => {
      const text = await readText(join(path, name));
      return text ? [[name, text] as const] : [];
    }),
  );
  return { files: Object.fromEntries(found.flat()), readPolicy: (policy) => readPolicy(path, policy) };
}

/** Reads a pack by its id (one that ships with Waymark) or by its path from `folder`. */
export async function readPolicy(folder: string, policy: string): Promise<PolicyText> {
  const isId = PACK_ID.test(policy);
  const name = isId ? `policies/${policy}/${PACK_FILE}` : policy;
  const text = await readText(isId ? join(POLICIES, policy, PACK_FILE) : resolve(folder, policy));
  if (text) return { name, ...text };
  if (!isId)
    return { name, fault: `there is no file ${policy}: write the path of a policy pack, from this folder` };
  const entries = await readdir(POLICIES, { recursive: true });
  const packs = entries.filter((path) => basename(path) === PACK_FILE).map(dirname);
  return {
    name,
    fault: `there is no policy pack "${policy}": choose ${packs.sort().join(', ')}, or a path such as ./policy.yaml`,
  };
}

async function readText(path: string): Promise<FileText | null> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES)
      return { fault: `the file is larger than ${MAX_BYTES / 1024 / 1024} MB: split it, or check it` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    return faultOf(error);
  }
}

const FAULTS: Readonly<Record<string, string>> = {
  EISDIR: 'this is a folder: a file is expected here',
  EACCES: 'Waymark may not read the file: give it read permission',
  EPERM: 'Waymark may not read the file: give it read permission',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'some characters cannot be read: save the file again as "CSV UTF-8"',
};

/** Null: there is no such file. */
function faultOf(error: unknown): FileText | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  const fault = FAULTS[code];
  if (!fault) throw error;
  return { fault };
}
