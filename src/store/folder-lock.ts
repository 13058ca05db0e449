import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUse } from '../domain/operator-problem';

/** A data folder that this process holds, and no other may open. */
export interface FolderLock {
  release(): void;
}

/** Takes a data folder for this process. A holder that died, however it died, holds it no longer. */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'waymark.lock');
  const mine = nameOf(process.pid);
  if (!claim(file, mine)) {
    const holder = readOr(file, '');
    const pid = Number.parseInt(holder, 10);
    if (isAlive(pid) && nameOf(pid) === holder) throw new FolderInUse(inUse(folder, pid));
    rmSync(file, { force: true });
    if (!claim(file, mine)) throw new FolderInUse(inUse(folder, Number.parseInt(readOr(file, ''), 10)));
  }
  return {
    release() {
      if (readOr(file, '') === mine) rmSync(file, { force: true });
    },
  };
}

const inUse = (folder: string, pid: number): string =>
  `The data folder ${folder} is in use by another Waymark (process ${pid}). Stop that one first, or set DATA_DIR to another folder.`;

/** Creates the file, which only one process can do. */
function claim(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Signal 0 only asks. A process of another user answers EPERM: it lives. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * A process id and when that process started, where the system tells: ids are used again, above all in containers.
 * Nothing for one that is dead and only waits to be cleared away.
 */
function nameOf(pid: number): string {
  const [state, ...rest] = readOr(`/proc/${pid}/stat`, '').split(') ')[1]?.split(' ') ?? [];
  return state === 'Z' ? '' : `${pid} ${rest[18] ?? ''}`.trim();
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
