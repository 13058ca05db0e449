import { closePictures } from '../support/picture/picture';
import { upnOf } from '../support/school-folder';
import { type World, world } from '../support/world';
import { show } from './support/gallery';

/** Every card in every state, as the story of one school makes them: a picture each. `npm run pictures` keeps them. */
const ASKED = 'Who has arrived at Oak Farm?';
const MISSING = 'Zofia O. is not at Oak Farm';

let w: World;
beforeAll(async () => {
  const contact = {
    upn: upnOf(0),
    name: 'Beata Ostrowska',
    relationship: 'mother',
    phone: '07700 900110',
    email: '',
  };
  w = await world({ contacts: [{ ...contact, order: '1' }] });
});
afterAll(closePictures);

test('welcome, and attendance: asked, with notes, chased, escalated, held, answered in part, answered', async () => {
  await show('welcome', w.card(w.amira, 'Hello Amira').card);
  await w.to('09:00');
  await show('attendance-asked', w.card(w.amira, ASKED).card);
  await show('attendance-notes', w.card(w.amira, ASKED).card, ['Add notes']);
  await w.to('09:30');
  await show('attendance-chased', w.card(w.amira, ASKED).card);
  await show('attendance-older-copy', w.card(w.amira, 'Asked again below').card);
  await w.to('10:30');
  await show('attendance-escalated', w.card(w.cara, ASKED).card);
  await w.press(w.cara, w.card(w.cara, ASKED), 'I’m on it');
  await show('attendance-held', w.card(w.amira, ASKED).card);
  const card = w.card(w.amira, ASKED);
  const nothing = await w.press(w.amira, card, 'Send');
  await show('attendance-nothing-chosen', nothing.card);
  await w.press(w.amira, card, 'Send', { [w.field(card.card ?? {}, 'Zofia O.')]: 'not-there' });
  await show('attendance-in-part', w.card(w.amira, ASKED).card);
  await w.press(w.amira, w.card(w.amira, ASKED), 'All others here');
  const answered = w.card(w.amira, 'Oak Farm: 2 here');
  await show('attendance-answered', answered.card);
  await show('attendance-changing', (await w.press(w.amira, answered, 'Change')).card);
  await w.press(w.amira, answered, 'Cancel');
  await w.press(w.amira, answered, 'Confirm codes');
  await show('attendance-confirmed', w.card(w.amira, 'Codes confirmed').card);
});

test('absence follow-up: asked, tried, refused, escalated, settled', async () => {
  await show('absence-asked', w.card(w.amira, MISSING).card);
  const refused = await w.press(w.amira, w.card(w.amira, MISSING), 'Send', {
    reason: 'other',
    parent: 'spoke',
  });
  await show('absence-refused', refused.card);
  await w.press(w.amira, w.card(w.amira, MISSING), 'Send', {
    parent: 'no-answer',
    safe: 'no',
    reason: 'not-known',
    next: 'keep-trying',
  });
  await w.to('11:30');
  await show('absence-escalated', w.card(w.cara, MISSING).card);
  await show('overdue', (await w.ben.type('overdue'))[0]?.card);
  await w.press(w.cara, w.card(w.cara, MISSING), 'Send', { safe: 'heard', parent: 'spoke', reason: 'ill' });
  await show('absence-settled', w.card(w.cara, 'heard safe by').card);
});

test('commands: status with its chart, a choice, today, help, whoami', async () => {
  for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-12-01']) {
    for (const time of ['09:00', '13:00']) {
      await w.to(`${day} ${time}`);
      await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
    }
  }
  const typed = async (text: string) => (await w.ben.type(text))[0]?.card;
  await show('status', await typed('/status Zofia'));
  await show('status-which', await typed('/status'));
  await show('today', await typed('/today'));
  await show('help', await typed('/help'));
  await show('whoami', await typed('/whoami'));
});

test('not known, a notice, a day that was missed, and a card of 25 pupils', async () => {
  await w.to('2026-12-02 09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here', { [w.field(card.card ?? {}, 'Mia T.')]: 'not-known' });
  await show('absence-not-known', w.card(w.amira, 'Where is Mia T.?').card);
  await w.amira.uninstall();
  await w.to('2026-12-02 13:00');
  await show('notice-cover', w.card(w.ben, 'Waymark asks').card);
});

test('nothing is unaccounted for at the end of it', async () => {
  await expect(w.end()).resolves.toBeUndefined();
});
