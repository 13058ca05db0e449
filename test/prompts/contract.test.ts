import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS } from '../../src/domain/events';
import type { Duty } from '../../src/domain/policy';
import { KINDS, kindOf } from '../../src/prompts/registry';
import { PACK_IDS, shippedPack } from '../support/packs';

const ROOM = join(__dirname, '../../src/prompts');
const folders = readdirSync(ROOM, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** Settings that name a field of the duty, by kind, and the setting that makes them count. */
const FIELD_SETTINGS: Readonly<Record<string, readonly (readonly [counts: string, field: string])[]>> = {
  'provider-check': [['registered', 'registered']],
  notice: [['clearDays', 'sent']],
  review: [['limit', 'improved']],
  'flexi-schooling': [
    ['perYear', 'exception'],
    ['noticeDays', 'shortNotice'],
  ],
  'part-time': [['endField', 'endField']],
};

/** What a duty's kind raises by itself: a review only where the pack counts reviews. */
const raisedByKind = ({ kind, settings }: Duty) =>
  kind === 'review' && settings['limit'] === undefined ? [] : kindOf(kind).events;

/** Folders that no kind of the registry comes from, and kinds that have no folder. */
const strays = (room: readonly string[], kinds: readonly { name: string }[]): string[] => [
  ...room.filter((folder) => !kinds.some(({ name }) => name === folder)),
  ...kinds.flatMap(({ name }) => (room.includes(name) ? [] : [name])),
];

describe('the registry', () => {
  test('holds every folder of the room, and nothing else: a kind that was left out is found', () => {
    expect(strays(folders, KINDS)).toEqual([]);
  });

  test('a new folder that nobody put on the list is found, and so is a line without a folder', () => {
    expect(strays([...folders, 'transport'], KINDS)).toEqual(['transport']);
    for (const left of KINDS)
      expect(
        strays(
          folders,
          KINDS.filter((kind) => kind !== left),
        ),
      ).toEqual([left.name]);
    expect(strays(folders, [...KINDS, { name: 'transport' }])).toEqual(['transport']);
  });
});

describe.each(KINDS.map((kind) => [kind.name, kind] as const))('the kind %s', (name, kind) => {
  test('has what the contract asks for', () => {
    expect(kind.title).not.toBe('');
    expect(kind.askable.length).toBeGreaterThan(0);
    expect(kind.perCard).toBeGreaterThan(0);
    expect(kind.events.every((event) => EVENTS.includes(event))).toBe(true);
  });

  test('says why it asks, in its README', () => {
    const readme = readFileSync(join(ROOM, name, 'README.md'), 'utf8');
    for (const part of ['**Asks:**', '**Why:**', '**A pack may vary:**']) expect(readme).toContain(part);
  });
});

describe.each(PACK_IDS)('the pack %s', (id) => {
  const pack = shippedPack(id);

  test.each(pack.duties.map((duty) => [duty.id, duty] as const))(
    'the duty %s fits its kind',
    (_duty, duty) => {
      const kind = kindOf(duty.kind);
      expect(kind.subjects).toContain(duty.subject);
      expect(kind.askable).toContain(duty.to);
      const climbs = duty.ladder.flatMap((rung) => ('to' in rung ? [rung.to] : []));
      expect(kind.askable).toEqual(expect.arrayContaining(climbs));
      const settings = kind.settings.parse(duty.settings) as Record<string, unknown>;
      const named = (FIELD_SETTINGS[duty.kind] ?? [])
        .filter(([counts]) => settings[counts] !== undefined)
        .map(([, field]) => settings[field]);
      expect(duty.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
    },
  );

  test('every event that a kind of its duties raises is waited for by a duty', () => {
    const waited = pack.duties.flatMap(({ alsoOn, when }) => ['on' in when ? when.on : [], alsoOn].flat());
    for (const event of pack.duties.flatMap(raisedByKind)) expect(waited).toContain(event);
  });
});
