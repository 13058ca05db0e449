import { DateTime } from 'luxon';
import type { JsonObject } from '../../src/domain/json';
import { REPORT } from '../support/concern-answers';
import { closePictures } from '../support/picture/picture';
import { rowButton } from '../support/routine-pack';
import { placementRow, providerRow, pupilRow, STAFF, staffRow } from '../support/school-folder';
import { inputsOf, type Message, type World, world } from '../support/world';
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
afterAll(closePictures);

const today = (): Message => w.card(w.ben, 'AP today');
const open = (line: string) => w.press(w.ben, today(), rowButton(today().card, line));
const send = (typed: JsonObject) => w.press(w.ben, today(), 'Send', typed);
const typed = async (text: string) => (await w.ben.type(text)).at(-1)?.card;

test('AP today, and a form in its place: asked, refused, kept, recorded', async () => {
  await w.to('2026-11-23 08:30');
  await show('ap-today', today().card);
  await w.to('2026-11-24 08:30');
  await show('form-choices-and-dates', (await open('Commissioning')).card);
  await show('form-refused', (await send({})).card);
  const kept = await send({ academic_needs: 'Reading, one to one', chosen: 'off-site' });
  await show('form-kept', kept.card);
  await w.press(w.ben, today(), 'Back');
  await show('form-conditions', (await open('Provider checks 1 to 3')).card);
  await w.press(w.ben, today(), 'Back');
  await show('form-conditional-list', (await open('Visit before use')).card);
  await w.press(w.ben, today(), 'Back');
  await show('form-list', (await open('Service level agreement')).card);
});

test('what is overdue, and what was done', async () => {
  await w.to('2026-12-01 08:30');
  await show('ap-today-overdue', today().card);
  await show('form-list', (await open('Service level agreement')).card);
  await w.press(w.ben, today(), 'Back');
  const form = await open('Contact with the parents');
  const said = inputsOf(form.card ?? {}).map(({ id, type, choices }) => [
    id,
    type === 'Input.Date' ? '2026-12-01' : (choices[0]?.value ?? 'yes'),
  ]);
  await show('ap-today-done', (await send(Object.fromEntries(said) as JsonObject)).card);
  await show('form-recorded', (await w.press(w.ben, today(), 'Look')).card);
  await w.press(w.ben, today(), 'Back');
});

test('lists, and a start that is held', async () => {
  await show('provider', await typed('provider oak'));
  await show('due', await typed('due'));
  await show('history', await typed('history dewi'));
  await show('register-ap', await typed('register ap'));
  await show('register-providers', await typed('register providers'));
  await show('status-before-start', await typed('status dewi'));
  await w.to('2026-12-07 10:00');
  await show('start-held', w.card(w.ben, 'does not start').card);
  await show('status-start-held', await typed('status dewi'));
});

test('a concern: the report, the card of the DSL, the list of what is open, and who looked', async () => {
  await w.to('2026-12-07 10:00');
  await w.finn.type('concern zofia o');
  await w.settled();
  const report = w.card(w.finn, 'What kind of concern is it?');
  await show('concern-report', report.card);
  await w.press(w.finn, report, 'Send', { ...REPORT, danger_now: 'yes', with_child: 'provider-staff' });
  await show('concern-dsl', w.card(w.cara, 'is the child safe').card);
  await show('concern-unfolded', unfolded(w.card(w.cara, 'is the child safe').card));
  await w.to('10:03');
  await w.press(w.cara, w.card(w.cara, 'is the child safe'), 'I’m acting');
  await show('concern-acting', w.card(w.dev, 'is the child safe').card);
  await w.press(w.dev, w.card(w.dev, 'is the child safe'), 'Refer on', {
    refer_to: 'police',
    refer_ref: 'CAD 1234',
  });
  await w.to('10:23');
  await show('concern-headteacher', w.card(w.ewa, 'is the child safe').card);
  await show('log', (await w.press(w.ewa, w.card(w.ewa, 'is the child safe'), 'Log')).card);
  await show('dsl', (await w.cara.type('dsl')).at(-1)?.card);
  await show('looks', (await w.cara.type('looks dewi')).at(-1)?.card);
});

test('a missing child: the report, the steps of the search, and what became of them', async () => {
  await w.to('2026-12-07 13:00');
  await w.finn.type('missing dewi');
  await w.settled();
  const report = w.card(w.finn, 'Does nobody know where the child is?');
  await show('missing-report', report.card);
  const said = { nobody_knows: 'yes', last_seen_place: 'on-the-way', last_seen_at: '12:40' };
  await w.press(w.finn, report, 'Send', said);
  await show('missing-search', w.card(w.amira, 'Search with the provider').card);
  await w.to('13:05');
  const search = w.card(w.amira, 'Search with the provider');
  await w.press(w.amira, search, 'Send', {
    child_found: 'no',
    searched: 'also-close-by',
    provider_searching: 'yes',
  });
  await show('missing-police', w.card(w.cara, 'ring 999 or 101').card);
  const found = { child_found: 'yes', found_how: 'seen', found_by: 'police', found_at: '13:04' };
  await w.press(w.cara, w.card(w.cara, 'ring 999 or 101'), 'Send', found);
  await show('missing-found', w.card(w.amira, 'the child is found').card);
});

/** The card with all that is folded away on it. */
const unfolded = (card: JsonObject | undefined): JsonObject | undefined =>
  card &&
  (JSON.parse(JSON.stringify(card).replaceAll('"isVisible":false', '"isVisible":true')) as JsonObject);

test('a drill: who will get a card, one of its cards, as it runs, its report', async () => {
  await show('drill', (await w.ewa.type('drill')).at(-1)?.card);
  await w.press(w.ewa, w.card(w.ewa, 'Start a drill?'), 'Start the drill');
  await show('drill-concern', w.card(w.dev, 'This is a drill').card);
  await after(3);
  await w.press(w.dev, w.card(w.dev, 'This is a drill'), ({ verb }) => verb === 'hold');
  await after(9);
  await show('drill-running', (await w.ewa.type('drill')).at(-1)?.card);
  await after(20);
  await show('drill-report', w.card(w.ewa, 'The drill is over').card);
  await show('drill-last', (await w.ewa.type('drill')).at(-1)?.card);
});

/** Moves the clock so many minutes on. */
const after = (minutes: number): Promise<void> =>
  w.to(
    DateTime.fromJSDate(w.clock.now(), { zone: 'Europe/London' })
      .plus({ minutes })
      .toFormat('yyyy-MM-dd HH:mm'),
  );

test('nothing is unaccounted for at the end of it', async () => {
  await expect(w.end()).resolves.toBeUndefined();
});
