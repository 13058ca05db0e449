import { closePictures } from '../support/picture/picture';
import { rowButton } from '../support/routine-pack';
import { placementRow, providerRow, pupilRow, STAFF, staffRow } from '../support/school-folder';
import { type Message, type World, world } from '../support/world';
import { show } from './support/gallery';

/** The cards of what is routine, under a whole policy: "AP today", forms in each state, and lists. */
let w: World;
beforeAll(async () => {
  w = await world({
    at: '2026-11-20 17:00',
    policy: 'emet',
    staff: [...STAFF, staffRow('Gita Rao', 'slt'), staffRow('Hanna Berg', 'sendco')],
    pupils: [pupilRow(0, { ehcp: 'yes' }), pupilRow(1), pupilRow(2), pupilRow(3)],
    providers: [
      providerRow('oak-farm', 'Oak Farm', { address: '1 Farm Lane', postcode: 'ZZ1 1ZZ' }),
      providerRow('kiln', 'The Kiln', { phone: '01632 960202', contact_name: 'Sam Field' }),
    ],
    placements: [
      placementRow(0),
      placementRow(1),
      placementRow(2, { timetable: 'Mon AM;Mon PM;Tue AM' }),
      placementRow(3, { provider_id: 'kiln', start_date: '2026-12-07' }),
    ],
  });
});
afterAll(async () => {
  await w.end();
  await closePictures();
});

const today = (): Message => w.card(w.ben, 'AP today');
const typed = async (text: string) => (await w.ben.type(text)).at(-1)?.card;

test('AP today, and a form in its place: asked, refused, kept, recorded', async () => {
  await w.to('2026-11-23 08:30');
  await show('ap-today', today().card);
  await w.to('2026-12-01 08:30');
  await show('ap-today-overdue', today().card);
  const duties = await w.database.client.ask.findMany({
    where: { closed: false },
    select: { id: true, duty: true },
  });
  for (const name of [
    'provider-policies',
    'provider-first-visit',
    'commissioning',
    'provider-standing',
    'start-checklist',
    'agreement',
    'parent-contact',
  ]) {
    const ask = duties.find(({ duty }) => duty === name)?.id;
    if (!ask) continue;
    const form = await w.press(w.ben, today(), ({ data }) => data['ask'] === ask).catch(() => undefined);
    if (!form) continue;
    await show(`form-${name}`, form.card);
    await w.press(w.ben, today(), 'Back');
  }
  console.log(duties.map(({ duty }) => duty).join(' '));
});

test('lists', async () => {
  await show('provider', await typed('provider oak'));
  await show('due', await typed('due'));
  await show('history', await typed('history zofia'));
  await show('register-ap', await typed('register ap'));
  await show('register-providers', await typed('register providers'));
  await w.to('2026-12-07 10:00');
  await show('start-held', w.card(w.ben, 'does not start').card);
  await show('status-before-start', await typed('status ada'));
});
void rowButton;
