import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EVENTS } from '../../src/domain/events';
import { packSchema } from '../../src/domain/policy';
import { KINDS, kindOf } from '../../src/prompts/registry';

const ROOM = join(__dirname, '../../src/prompts');
const folders = readdirSync(ROOM, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const POLICIES = join(__dirname, '../../policies');
const packs = readdirSync(POLICIES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(POLICIES, entry.name)).includes('policy.yaml'))
  .map(({ name }) => packSchema.parse(parse(readFileSync(join(POLICIES, name, 'policy.yaml'), 'utf8'))));

describe('the registry', () => {
  test('holds every folder of the room, and nothing else: a kind that was left out is found', () => {
    expect(KINDS.map(({ name }) => name).sort()).toEqual(folders.sort());
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

describe.each(packs.map((pack) => [pack.id, pack] as const))('the pack %s', (_id, pack) => {
  test.each(pack.duties.map((duty) => [duty.id, duty] as const))(
    'the duty %s fits its kind',
    (_duty, duty) => {
      const kind = kindOf(duty.kind);
      expect(kind.subjects).toContain(duty.subject);
      expect(kind.askable).toContain(duty.to);
      expect(kind.settings.safeParse(duty.settings).success).toBe(true);
      const climbs = duty.ladder.flatMap((rung) => ('to' in rung ? [rung.to] : []));
      expect(kind.askable).toEqual(expect.arrayContaining(climbs));
    },
  );

  test('every event that a kind of its duties raises is waited for by a duty', () => {
    const raised = pack.duties.flatMap((duty) => kindOf(duty.kind).events);
    const waited = pack.duties.flatMap(({ when }) => ('on' in when ? when.on : []));
    for (const event of raised) expect(waited).toContain(event);
  });
});
