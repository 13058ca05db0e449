import { chmod, writeFile } from 'node:fs/promises';
import type { Terminal } from './terminal';

/** Writes a file; false, with the reason printed, when it cannot be. `mode`: who may read it, also where it was there before. */
export async function written(
  terminal: Terminal,
  path: string,
  text: string,
  mode?: number,
): Promise<boolean> {
  try {
    await writeFile(path, text, mode === undefined ? {} : { mode });
    if (mode !== undefined) await chmod(path, mode);
    return true;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    terminal.err(`${path} cannot be written (${code}): choose another name or folder.`);
    return false;
  }
}
