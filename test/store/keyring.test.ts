import { readKeys } from '../../src/store/keyring';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER = Buffer.alloc(32, 2).toString('base64');

test('the first key encrypts, all of them decrypt, on one line or several', () => {
  const read = readKeys(`2026:${KEY},\n2025:${OTHER}\n`);
  expect(read).toMatchObject({ ok: true, keys: { first: { id: '2026' } } });
  expect(read.ok && [...read.keys.byId.keys()]).toEqual(['2026', '2025']);
});

test.each([
  ['', /^DATA_KEYS is missing\./u],
  [' , ', /^DATA_KEYS is missing\./u],
  [KEY, /^Key 1 of DATA_KEYS is not written as id:key\./u],
  [`${KEY}:2026`, /^Key 1 of DATA_KEYS is not written as id:key\./u],
  [`2026:${KEY}:x`, /^Key 1 of DATA_KEYS is not base64\./u],
  ['2026:not_base64!', /^Key 1 of DATA_KEYS is not base64\./u],
  [`2026:${KEY},2025:c2hvcnQ=`, /^Key 2 of DATA_KEYS has 5 bytes and needs 32\./u],
  [`2026:${KEY},2026:${OTHER}`, /^Keys 1 and 2 of DATA_KEYS have the same id\./u],
])('%j is refused in a sentence', (written, sentence) => {
  const read = readKeys(written);
  expect(read.ok ? [] : read.problems).toEqual([expect.stringMatching(sentence)]);
});

test('every fault is said at once, and none shows any part of a key', () => {
  const read = readKeys(`${KEY}:2026,2025:${OTHER.slice(0, 20)},2025:c2hvcnQ=,nothing`);
  const problems = read.ok ? [] : read.problems;
  expect(problems.map((problem) => problem.split(' of ')[0])).toEqual([
    'Key 1',
    'Key 2',
    'Key 3',
    'Key 4',
    'Keys 2 and 3',
  ]);
  for (const part of [KEY.slice(0, 8), OTHER.slice(0, 8), 'c2hvcnQ', 'nothing', '2026', '2025'])
    expect(problems.join(' ').replaceAll('e.g. 2026-11:…', '')).not.toContain(part);
});
