import { closePictures } from '../support/picture/picture';
import { STAFF, staffRow } from '../support/school-folder';
import { type World, world } from '../support/world';
import { show } from './support/gallery';

/** The cards of absence, cover and who is on duty. */
let w: World;
beforeAll(async () => {
  const turn = (who: string, ...days: string[]) => ({ days, who });
  w = await world({
    staff: [...STAFF, staffRow('Gita Rao', 'slt'), staffRow('Hanna Berg', 'sendco')],
    rota: { dsl: [turn('cara@larch.example', 'mon', 'tue', 'wed', 'thu', 'fri')] },
  });
});
afterAll(closePictures);

test('away: the card, the line that confirms it, and what was said already', async () => {
  const [card] = await w.cara.type('away');
  await show('away', card?.card);
  const [line] = await w.cara.type('away tomorrow');
  await show('away-said', line?.card);
  const [refused] = await w.cara.type('away Mon');
  await show('away-refused', refused?.card);
});

test('cover: who covers what, saved, and who is on duty', async () => {
  const [card] = await w.dev.type('cover');
  if (!card) throw new Error('nothing was said');
  const { id } = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Ewa Nowak' } });
  const saved = await w.press(w.dev, card, 'Save', {
    role: 'dsl',
    who: id,
    from: '2026-11-25',
    until: '2026-11-27',
  });
  await show('cover', saved.card);
  await show('cover-told', w.card(w.ewa, 'You cover as').card);
  const [duty] = await w.dev.type('cover dsl');
  await show('cover-on-duty', duty?.card);
  await expect(w.end()).resolves.toBeUndefined();
});

test('what somebody sees who installs Waymark before the school is live', async () => {
  const early = await world({ waits: true, installed: ['ben'] });
  await show('welcome-waiting', early.card(early.ben, 'Hello Ben').card);
  await early.end();
});
