import {
  placementRecordsGo,
  providerChecksGo,
  retentionSchema,
  yearsAfter,
} from '../../src/domain/retention';

const KEEP = retentionSchema.parse({});
const until = (expectedEndDate: string | null) => ({ startDate: '2026-09-01', expectedEndDate });

test('what a school does not say is kept for the times of the table', () => {
  expect(KEEP).toEqual({
    attendanceYears: 6,
    placementYearsFromBirth: 25,
    placementYearsFromEnd: 25,
    providerCheckYears: 6,
    messageDays: 30,
  });
  expect(retentionSchema.safeParse({ attendanceYears: 5 }).success).toBe(false);
});

test('a pupil’s records go 25 years after their birth, whenever the placement ended', () => {
  expect(placementRecordsGo('2012-05-14', [until('2026-12-18')], KEEP)).toBe('2037-05-14');
  expect(placementRecordsGo('2012-05-14', [until('2027-07-21'), until('2026-12-18')], KEEP)).toBe(
    '2037-05-14',
  );
  expect(placementRecordsGo('2012-05-14', [], KEEP)).toBe('2037-05-14');
});

test('without a date of birth they go years after the last end; while one placement has no end, not at all', () => {
  expect(placementRecordsGo('', [until('2027-07-21'), until('2026-12-18')], KEEP)).toBe('2052-07-21');
  expect(placementRecordsGo('', [until('2027-07-21'), until(null)], KEEP)).toBeNull();
  expect(placementRecordsGo('', [], KEEP)).toBeNull();
  expect(placementRecordsGo('2012-05-14', [until(null)], KEEP)).toBeNull();
});

test('a provider’s checks go six years after its last placement', () => {
  expect(providerChecksGo([until('2026-12-18'), until('2027-07-21')], KEEP)).toBe('2033-07-21');
  expect(providerChecksGo([until('2026-12-18'), until(null)], KEEP)).toBeNull();
  expect(providerChecksGo([], KEEP)).toBeNull();
});

test('a leap day’s year later is the last of February', () => {
  expect([yearsAfter('2024-02-29', 1), yearsAfter('', 1)]).toEqual(['2025-02-28', null]);
});
