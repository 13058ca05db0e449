import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPolicy, readSchoolFolder } from '../../../src/services/import/read-folder';
import { PACK_IDS } from '../../support/packs';
import { schoolTexts, writeSchoolFolder } from '../../support/school-folder';

let folder: string;
beforeEach(async () => {
  folder = await writeSchoolFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const fileOf = async (name: 'staff.csv' | 'pupils.csv' | 'contacts.csv') =>
  (await readSchoolFolder(folder)).files[name];

test('the texts are those of the files, without a byte order mark', async () => {
  const staff = schoolTexts()['staff.csv'];
  await writeFile(join(folder, 'staff.csv'), `\uFEFF${staff}`);
  expect(await fileOf('staff.csv')).toEqual({ text: staff });
  expect(await fileOf('contacts.csv')).toBeUndefined();
});

test('characters of another encoding are a fault that says how to save the file', async () => {
  await writeFile(join(folder, 'pupils.csv'), Buffer.from('upn,first_name\nA1,Zo\xEB\n', 'latin1'));
  expect(await fileOf('pupils.csv')).toEqual({ fault: expect.stringContaining('"CSV UTF-8"') });
});

test('a file beyond all sense in size is not read', async () => {
  await writeFile(join(folder, 'pupils.csv'), Buffer.alloc(20 * 1024 * 1024 + 1));
  expect(await fileOf('pupils.csv')).toEqual({ fault: expect.stringContaining('larger than 20 MB') });
});

test('a folder in place of a file is a fault', async () => {
  await mkdir(join(folder, 'contacts.csv'));
  expect(await fileOf('contacts.csv')).toEqual({ fault: expect.stringContaining('a file is expected') });
});

test('a pack is chosen by its id, or by a path from the folder', async () => {
  await writeFile(join(folder, 'own.yaml'), 'id: own');
  expect(await readPolicy(folder, 'emet')).toMatchObject({
    name: 'policies/emet/policy.yaml',
    text: expect.stringContaining('id: emet'),
  });
  expect(await readPolicy(folder, './own.yaml')).toEqual({ name: './own.yaml', text: 'id: own' });
  expect(await readPolicy(folder, 'oak')).toMatchObject({
    fault: `there is no policy pack "oak": choose ${[...PACK_IDS].sort().join(', ')}, or a path such as ./policy.yaml`,
  });
  expect(await readPolicy(folder, './other.yaml')).toMatchObject({
    fault: expect.stringContaining('there is no file'),
  });
});
