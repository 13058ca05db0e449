import { databaseWith, keysOf } from '../support/database';
import { closePictures } from '../support/picture/picture';
import { upnOf } from '../support/school-folder';
import { type World, world } from '../support/world';
import { show } from './support/gallery';

const KEYS = keysOf(`2026:${Buffer.alloc(32, 1).toString('base64')}`);
const MISSING = 'Zofia O. is not at Oak Farm';

let w: World;
afterAll(closePictures);
afterEach(() => w.end());

/** What cards show of stored values that were changed behind Waymark's back. */
test('absence follow-up: what was tried, a number and a note cannot be read', async () => {
  const mother = { name: 'Beata Ostrowska', relationship: 'mother', phone: '07700 900110', email: '' };
  const database = await databaseWith({ keys: KEYS, refused: () => undefined });
  w = await world({ database, contacts: [{ upn: upnOf(0), ...mother, order: '1' }] });
  await w.to('09:00');
  const card = w.card(w.amira, 'Who has arrived at Oak Farm?');
  const field = w.field(card.card ?? {}, 'Zofia O.');
  await w.press(w.amira, card, 'All here', {
    [field]: 'not-there',
    [field.replace('mark', 'note')]: 'Left at ten',
  });
  await w.press(w.amira, w.card(w.amira, MISSING), 'Send', { parent: 'no-answer', safe: 'no' });
  const { bare } = w.database;
  await bare.$executeRaw`UPDATE "Contact" SET "phone" = "name"`;
  await bare.$executeRaw`UPDATE "Reply" SET "answer" = overlay("answer"::text PLACING 'AAAA' FROM 60)::jsonb`;
  await bare.$executeRaw`UPDATE "AttendanceMark" SET "note" = overlay("note" PLACING 'AAAA' FROM 40)`;
  await w.to('10:00');
  await show('absence-unreadable', w.card(w.cara, MISSING).card);
  await w.press(w.amira, w.card(w.amira, 'Oak Farm: 2 here'), 'Confirm codes');
  await show('attendance-unreadable', w.card(w.amira, 'Oak Farm: 2 here').card);
});
