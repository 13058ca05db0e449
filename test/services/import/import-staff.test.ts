import { STAFF, staffRow } from '../../support/school-folder';
import { contents, type Importer, importer } from './importer';

let school: Importer;
beforeEach(async () => {
  school = await importer();
});
afterEach(() => school.database.close());

const rolesOf = async (email: string) => {
  const { staff } = await contents(school);
  return staff.find((person) => person.email === email);
};

test('somebody who is not in the file any more has left: no roles, and not let in', async () => {
  await school.import();
  expect(await school.warnings({ staff: STAFF.slice(0, 5) })).toEqual([
    'staff.csv line 1, column 1 email: Finn Doyle is not in this file any more and is no longer let in',
  ]);
  expect(await rolesOf('finn@larch.example')).toMatchObject({ active: false, roles: [] });
  expect(await school.warnings({ staff: STAFF.slice(0, 5) })).toEqual([]);
  await school.import();
  expect(await rolesOf('finn@larch.example')).toMatchObject({
    active: true,
    roles: [{ role: 'pastoral-lead' }],
  });
});

test('whoever is on the list of another school here as well is told of: they would be asked at one of the two alone', async () => {
  await school.import();
  const staff = STAFF.map((row) => ({ ...row, aad_object_id: `${row['aad_object_id']}-b` }));
  const shared = { ...STAFF[2], aad_object_id: 'AAD-cara' };
  const warnings = await school.warnings({
    urn: '999102',
    staff: [...staff.slice(0, 2), shared, ...staff.slice(3)],
  });
  expect(warnings.filter((one) => one.startsWith('staff.csv'))).toEqual([
    'staff.csv line 4, column 3 aad_object_id: Cara Lindqvist is on the list of another school here too: Waymark knows a person at one school, so nothing would reach them at the other',
  ]);
});

test('the roles held are those of the file, in its order', async () => {
  await school.import();
  const second = staffRow('Gita Rao', 'attendance-officer;slt');
  await school.import({ staff: [second, ...STAFF] });
  expect(await rolesOf('gita@larch.example')).toMatchObject({ roles: [{ rank: 0 }, { rank: 0 }] });
  expect(await rolesOf('amira@larch.example')).toMatchObject({
    roles: [{ role: 'attendance-officer', rank: 1 }],
  });
});

test('an object id is learned, kept while the file leaves it empty, and changed when the file does', async () => {
  const amira = (aad_object_id: string) => ({ staff: [{ ...STAFF[0], aad_object_id }, ...STAFF.slice(1)] });
  const idOf = async () => (await rolesOf('amira@larch.example'))?.aadObjectId;
  await school.import();
  await school.import(amira(''));
  expect(await idOf()).toBe('aad-amira');
  await school.import(amira('00000000-0000-4000-8000-00000000ABCD'));
  expect(await idOf()).toBe('00000000-0000-4000-8000-00000000abcd');
});

test('an object id that the file gives to somebody else is not kept', async () => {
  await school.import();
  const staff = [staffRow('Amira Khan', 'attendance-officer', { aad_object_id: '' }), ...STAFF.slice(1)];
  await school.import({ staff: [...staff, staffRow('Gita Rao', 'admin', { aad_object_id: 'aad-amira' })] });
  expect((await rolesOf('amira@larch.example'))?.aadObjectId).toBeNull();
});

test('a person whose address changed is the same person', async () => {
  await school.import();
  const before = await rolesOf('amira@larch.example');
  await school.import({ staff: [{ ...STAFF[0], email: 'A.Malik@larch.example' }, ...STAFF.slice(1)] });
  const after = await rolesOf('a.malik@larch.example');
  expect(after).toMatchObject({ id: before?.id, active: true });
  expect((await contents(school)).staff).toHaveLength(6);
});

test('a school without a deputy DSL is told so', async () => {
  const staff = STAFF.filter(({ roles }) => roles !== 'deputy-dsl');
  expect(await school.warnings({ staff })).toEqual([expect.stringContaining('nobody is deputy-dsl')]);
});

test('a role may be filled by whoever stands in for it', async () => {
  const staff = STAFF.filter(({ roles }) => roles !== 'attendance-officer');
  expect((await school.import({ staff })).ok).toBe(true);
});

test('whoever the rota names is on the staff list and holds the role', async () => {
  const turn = (who: string) => ({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], who });
  const rota = {
    dsl: [turn('cara@larch.example')],
    'deputy-dsl': [turn('gita@larch.example'), turn('ben@larch.example')],
  };
  expect(await school.faults({ rota })).toEqual([
    expect.stringContaining(
      'nobody in staff.csv has the address gita@larch.example: correct it, or add them there',
    ),
    expect.stringContaining(
      'ben@larch.example is not deputy-dsl in staff.csv: give them the role there, or name somebody who has it',
    ),
  ]);
});
