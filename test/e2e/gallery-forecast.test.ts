import { askFor, SEVERAL } from '../support/chairs';
import { closePictures } from '../support/picture/picture';
import { STAFF, staffRow } from '../support/school-folder';
import { type World, world } from '../support/world';
import { show } from './support/gallery';

/** The empty chairs of tomorrow, under a whole policy: one, some with nobody at all, and filled. */
let w: World;
beforeAll(async () => {
  const more = [
    staffRow('Gita Rao', 'slt'),
    staffRow('Hanna Berg', 'sendco'),
    staffRow('Ivo Marsh', 'pastoral-lead'),
  ];
  w = await world({ at: '2026-11-23 14:00', policy: 'emet', staff: [...STAFF, ...more] });
});
afterAll(closePictures);

const chairs = () => w.card(w.ben, 'Empty chairs');

test('one is empty; whoever could be asked is a tap away, the others unfold; then it is filled', async () => {
  w.amira.expel();
  await w.to('16:00');
  await show('forecast', chairs().card);
  await show('forecast-others', chairs().card, ['Somebody else']);
  await w.press(w.ben, chairs(), await askFor(w, 'Ewa Nowak'));
  await show('forecast-filled', chairs().card);
});

test('nobody at all can be reached', async () => {
  const { client: db } = w.database;
  const names = ['Ben Okoro', 'Ewa Nowak', 'Cara Lindqvist', 'Dev Patel', 'Gita Rao'];
  for (const { id: staffId } of await db.staff.findMany({ where: { name: { in: names } } })) {
    const [from, until] = [new Date('2026-11-25T00:00Z'), new Date('2026-11-26T00:00Z')];
    await db.away.create({ data: { schoolId: w.school, id: `away ${staffId}`, staffId, from, until } });
  }
  await w.to('2026-11-24 16:00');
  await show('forecast-nobody', chairs().card);
  await w.end();
});

test('several are empty', async () => {
  w = await world({ packText: SEVERAL, staff: [...STAFF, staffRow('Hanna Berg', 'sendco')] });
  w.amira.expel();
  for (const person of [w.cara, w.dev]) person.expel();
  await w.to('16:00');
  await show('forecast-several', chairs().card);
});

test('nothing is unaccounted for at the end of it', async () => {
  await expect(w.end()).resolves.toBeUndefined();
});
