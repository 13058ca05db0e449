import { REPORT } from '../support/concern-answers';
import { closePictures } from '../support/picture/picture';
import { guestRow, upnOf } from '../support/school-folder';
import { type World, world } from '../support/world';
import { show } from './support/gallery';

/** What stands in a chat once a card is put away, and what a guest of a provider sees. `npm run pictures` keeps them. */
let w: World;
let gus: World['amira'];
beforeAll(async () => {
  const mother = { name: 'Beata Nowicka', relationship: 'mother', phone: '07700 900110', email: '' };
  const aunt = { name: 'Ola Nowicka', relationship: 'aunt', phone: '', email: 'ola@example.org' };
  w = await world({
    policy: 'inv',
    at: '2026-11-23 08:00',
    contacts: [mother, aunt].map((one, i) => ({ ...one, upn: upnOf(0), order: String(i + 1) })),
    guests: [guestRow('Gus Fell', 'oak-farm')],
  });
  gus = w.teams.person({ name: 'Gus Fell', aadObjectId: 'aad-gus' });
  await gus.install();
  await w.to('08:05');
});
afterAll(closePictures);

test('a guest: welcome, help, who is expected, and whom to ring behind a button of status', async () => {
  await show('guest-welcome', w.card(gus, 'You are a guest').card);
  await show('guest-help', (await gus.type('help'))[0]?.card);
  await show('guest-today', (await gus.type('today'))[0]?.card);
  const [status] = await w.ben.type('status zofia');
  if (!status) throw new Error('nothing was said');
  await show('status-contacts', (await w.press(w.ben, status, 'Contacts')).card);
});

test('put away: a concern, for who may see it and who told of it; attendance; what a command answered', async () => {
  await w.finn.type('concern zofia o');
  await w.settled();
  await w.press(w.finn, w.card(w.finn, 'Zofia O.'), 'Send', REPORT);
  await w.to('2026-11-24 08:10');
  await show('put-away-answer', w.card(w.ben, 'What you asked for').card);
  await show('put-away-concern', w.card(w.cara, 'was passed on').card);
});

test('nothing is unaccounted for at the end of it', async () => {
  await expect(w.end()).resolves.toBeUndefined();
});
