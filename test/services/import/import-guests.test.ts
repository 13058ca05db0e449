import { guestRow, providerRow, STAFF } from '../../support/school-folder';
import { contents, type Importer, importer } from './importer';

let school: Importer;
beforeEach(async () => {
  school = await importer();
});
afterEach(() => school.database.close());

const personOf = async (email: string) =>
  (await contents(school)).staff.find((person) => person.email === email);

test('a guest is of one provider and holds no role; left out of the file, they are no longer let in', async () => {
  const guests = [guestRow('Gus Fell', 'oak-farm')];
  const imported = await school.import({ guests });
  expect(imported).toMatchObject({ counts: { 'guests.csv': { created: 1, updated: 0, unchanged: 0 } } });
  expect(await personOf('gus@oak-farm.example')).toMatchObject({
    providerId: 'oak-farm',
    aadObjectId: 'aad-gus',
    active: true,
    roles: [],
  });
  const moved = await school.import({
    guests: [{ ...guests[0], provider_id: 'kiln' }],
    providers: [providerRow('oak-farm', 'Oak Farm'), providerRow('kiln', 'The Kiln')],
  });
  expect(moved).toMatchObject({ counts: { 'guests.csv': { updated: 1 } } });
  expect(await school.warnings({})).toContain(
    'guests.csv line 1, column 2 email: Gus Fell is not in this file any more and is no longer let in',
  );
  expect(await personOf('gus@oak-farm.example')).toMatchObject({ active: false });
});

test('staff who become guests hold no role any more, and guests who become staff are guests no longer', async () => {
  await school.import();
  const finn = { email: 'finn@larch.example', aad_object_id: 'aad-finn' };
  await school.import({ staff: STAFF.slice(0, 5), guests: [guestRow('Finn Doyle', 'oak-farm', finn)] });
  expect(await personOf(finn.email)).toMatchObject({ providerId: 'oak-farm', roles: [] });
  await school.import();
  expect(await personOf(finn.email)).toMatchObject({ providerId: null, roles: [{ role: 'pastoral-lead' }] });
});

test('every fault of a guest is said with its place and what to do', async () => {
  const guests = [
    guestRow('Gus Fell', 'oak-farm', { aad_object_id: '' }),
    guestRow('Kai Reed', 'nowhere'),
    guestRow('Amira Khan', 'oak-farm', { email: 'amira@larch.example' }),
    guestRow('Kai Reed', 'oak-farm', { aad_object_id: 'aad-kai2', email: 'kai@nowhere.example' }),
  ];
  const header = 'guests.csv line';
  expect(await school.faults({ guests })).toEqual([
    `${header} 2, column 4 aad_object_id: write the guest’s Entra object id: a guest is known by nothing else`,
    `${header} 3, column 1 provider_id: there is no provider with this id in providers.csv: add it there, or correct it here`,
    `${header} 4, column 2 email: this person is in staff.csv as well: somebody is staff or a guest, so remove one of the two`,
    `${header} 4, column 4 aad_object_id: this person is in staff.csv as well: somebody is staff or a guest, so remove one of the two`,
    `${header} 5, column 2 email: the same email is on line 3: remove one of the two lines, or correct it`,
  ]);
});
