import type { SchoolCalendar } from '../../src/domain/calendar';
import { type PupilThere, weigh } from '../../src/domain/registration';
import table from '../../src/domain/registration.json';

const calendar: SchoolCalendar = {
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: [{ name: 'Autumn 1', start: '2026-09-02', end: '2026-12-18' }],
  closures: [],
};
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
const halfDays = (n: number) => DAYS.flatMap((day) => [`${day} AM`, `${day} PM`]).slice(0, n);
const pupil = (n: number, more: Partial<PupilThere> = {}): PupilThere => ({
  timetable: halfDays(n),
  hasPlan: false,
  isInCare: false,
  ...more,
});
const many = (n: number, one: PupilThere) => Array.from({ length: n }, () => one);
const at = (pupils: readonly PupilThere[], type = 'unregistered', own = {}, day = '2026-11-23') =>
  weigh({ type, pupils }, calendar, day, own);

describe('when a provider may need to be registered (Education Act 1996, section 463)', () => {
  test('five pupils full time', () => {
    expect(at(many(4, pupil(10)))).toMatchObject({ fullTime: 4, mayNeedRegistering: false });
    expect(at(many(5, pupil(10)))).toMatchObject({ fullTime: 5, mayNeedRegistering: true });
  });

  test('one pupil full time with an EHC plan or in care', () => {
    expect(at([pupil(10, { hasPlan: true })])).toMatchObject({
      withPlanOrInCare: 1,
      mayNeedRegistering: true,
    });
    expect(at([pupil(10, { isInCare: true })])).toMatchObject({ mayNeedRegistering: true });
    expect(at([pupil(4, { hasPlan: true })])).toMatchObject({ fullTime: 0, mayNeedRegistering: false });
  });

  test('full time is nine half days, or more than 18 hours of this school’s', () => {
    expect(at([pupil(9)]).fullTime).toBe(1);
    expect(at([pupil(8)]).fullTime).toBe(1); // 20 hours
    expect(at([pupil(7)]).fullTime).toBe(0); // 18 hours
    expect(at([pupil(7)], 'unregistered', { hours: 15 }).fullTime).toBe(1);
    expect(at([pupil(8)], 'unregistered', { hours: 40 }).fullTime).toBe(0);
    expect(at([pupil(7)], 'unregistered', { sessions: 7 }).fullTime).toBe(1);
  });

  test('a half day that two placements share counts once', () => {
    expect(at([{ ...pupil(5), timetable: [...halfDays(5), ...halfDays(5)] }]).fullTime).toBe(0);
  });

  test.each(['school', 'registered', 'further-education', 'on-site'])(
    'never a provider of the type %s',
    (type) => {
      expect(at(many(6, pupil(10, { hasPlan: true })), type).mayNeedRegistering).toBe(false);
    },
  );

  test('it hints and never judges', () => {
    const { lines } = at(many(5, pupil(10, { hasPlan: true })));
    expect(lines).toEqual([
      '5 pupils of ours full time here, 5 with an EHC plan or in care.',
      'It may need to be registered: refer to the local authority. Ask the provider how many pupils it has in all.',
    ]);
    expect(lines.join(' ')).not.toMatch(/illegal|unlawful/i);
    expect(at([pupil(10)]).lines).toEqual([
      '1 pupil of ours full time here, none with an EHC plan or in care.',
    ]);
    expect(at([]).lines).toEqual(['None of our pupils is here full time.']);
  });

  test('nothing is said of days before the law that the table holds', () => {
    expect(at(many(5, pupil(10)), 'unregistered', {}, '2014-08-31')).toMatchObject({
      mayNeedRegistering: false,
      lines: [],
    });
  });

  test('every line of the table says from when, until when, and where it comes from', () => {
    for (const line of table.thresholds) {
      expect(line.effective_from).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(Object.keys(line)).toEqual(expect.arrayContaining(['effective_to', 'source']));
    }
  });
});
