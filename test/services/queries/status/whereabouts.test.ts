import type { SchoolCalendar } from '../../../../src/domain/calendar';
import { type Place, whereabouts } from '../../../../src/services/queries/status/whereabouts';
import { at, CALENDAR, EVERY_SESSION } from '../school';

const calendar = CALENDAR as SchoolCalendar;

const place = (
  name: string,
  timetable: readonly string[] = EVERY_SESSION,
  more: Partial<Place> = {},
): Place => ({
  id: name,
  pupilId: 'zofia',
  providerId: name,
  knownFrom: '2026-09-02',
  activeFrom: more.startDate ?? '2026-09-02',
  startDate: '2026-09-02',
  expectedEndDate: null,
  timetable,
  flags: [],
  provider: { name, type: 'unregistered' },
  ...more,
});

const oak = place('Oak Farm');
const where = (time: string, places: readonly Place[] = [oak], day?: string) =>
  whereabouts(calendar, places, at(time, day));

test.each([
  ['08:30', 'At Oak Farm this morning from 09:00'],
  ['09:00', 'At Oak Farm this morning until 12:00'],
  ['11:59', 'At Oak Farm this morning until 12:00'],
  ['12:00', 'At Oak Farm this afternoon from 13:00'],
  ['13:00', 'At Oak Farm this afternoon until 15:00'],
  ['15:00', 'The school day is over'],
])('at %s a pupil with every session there: %s', (time, text) => {
  expect(where(time)).toBe(text);
});

test('a session with nothing timetabled says so, and does not claim where the pupil is', () => {
  expect(where('13:30', [place('Oak Farm', ['Mon AM'])])).toBe(
    'Nothing timetabled at AP this afternoon: in school, unless agreed otherwise',
  );
});

test('a pupil at two providers is at the one of this session', () => {
  const places = [place('Oak Farm', ['Mon AM']), place('Riverside', ['Mon PM'])];
  expect(where('09:30', places)).toBe('At Oak Farm this morning until 12:00');
  expect(where('13:30', places)).toBe('At Riverside this afternoon until 15:00');
});

test('two timetables that clash are both told', () => {
  expect(where('09:30', [oak, place('Riverside')])).toBe(
    'At Oak Farm and Riverside this morning until 12:00',
  );
});

test('online provision is no place', () => {
  const online = place('Tute Time', EVERY_SESSION, { provider: { name: 'Tute Time', type: 'online' } });
  expect(where('09:30', [online])).toBe('Online with Tute Time this morning until 12:00');
});

test.each([
  ['2026-11-27', 'No school today: INSET day'],
  ['2026-11-28', 'No school today: it is the weekend'],
  ['2026-10-27', 'No school today: it is a school holiday'],
])('on %s: %s', (day, text) => {
  expect(where('10:00', [oak], day)).toBe(text);
});

test('an afternoon closed is told once the morning is over', () => {
  expect(where('10:00', [oak], '2026-12-02')).toBe('At Oak Farm this morning until 12:00');
  expect(where('12:30', [oak], '2026-12-02')).toBe('No school this afternoon: Staff training');
});

test('a placement that has ended or not begun is no place to be', () => {
  const ended = place('Oak Farm', EVERY_SESSION, { expectedEndDate: '2026-11-20' });
  const next = place('Riverside', EVERY_SESSION, { startDate: '2026-11-30' });
  expect(where('10:00', [ended])).toBe('No placement now');
  expect(where('10:00', [ended, next])).toBe('No placement yet: starts at Riverside on Mon 30 Nov');
  expect(where('10:00', [])).toBe('No placement now');
});

test('times are the school’s own in summer', () => {
  expect(whereabouts(calendar, [oak], at('08:30', '2026-09-14'))).toBe(
    'At Oak Farm this morning until 12:00',
  );
});
