import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../src/store/folder-lock';
import { openDatabase } from '../../src/store/open';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'waymark-lock-')), 'data');
const lockOf = (folder: string) => join(folder, 'waymark.lock');

test('a folder is held by one process until it lets go', () => {
  const folder = newFolder();
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(
    /is in use by another Waymark \(process \d+\)\. Stop that one first/,
  );
  lock.release();
  expect(existsSync(lockOf(folder))).toBe(false);
  lockFolder(folder).release();
});

test('a process that was killed holds nothing', async () => {
  const folder = newFolder();
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  lockFolder(folder).release();
  writeFileSync(lockOf(folder), `${child.pid}`);
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  expect(() => lockFolder(folder).release()).not.toThrow();
});

test('a process that only has the number of the dead one holds nothing', () => {
  const folder = newFolder();
  lockFolder(folder).release();
  writeFileSync(lockOf(folder), `${process.pid} 1`);
  expect(() => lockFolder(folder).release()).not.toThrow();
});

test('a lock that was cut off while it was written holds nothing', () => {
  const folder = newFolder();
  lockFolder(folder).release();
  writeFileSync(lockOf(folder), '');
  expect(() => lockFolder(folder).release()).not.toThrow();
});

test('letting go late does not take the folder from the next holder', () => {
  const folder = newFolder();
  const lock = lockFolder(folder);
  writeFileSync(lockOf(folder), 'somebody else');
  lock.release();
  expect(readFileSync(lockOf(folder), 'utf8')).toBe('somebody else');
});

test('an embedded database holds its folder while it is open', async () => {
  const folder = newFolder();
  const database = await openDatabase({ folder });
  await expect(openDatabase({ folder })).rejects.toThrow('is in use by another Waymark');
  await database.close();
  const again = await openDatabase({ folder });
  expect(await again.client.school.count()).toBe(0);
  await again.close();
});
