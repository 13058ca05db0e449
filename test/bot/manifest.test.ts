import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommand } from '../../src/domain/commands';

const folder = join(__dirname, '..', '..', 'appPackage');
const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
const manifest = JSON.parse(text) as {
  manifestVersion: string;
  $schema: string;
  name: { short: string; full: string };
  description: { short: string; full: string };
  icons: { color: string; outline: string };
  bots: { scopes: string[]; commandLists: { commands: { title: string; description: string }[] }[] }[];
};
const commands = manifest.bots.flatMap(({ commandLists }) => commandLists.flatMap((list) => list.commands));

test('every command that the menu offers is one the bot understands, and none is missing', () => {
  const understood = commands.map(({ title }) => parseCommand(title).name);
  expect(understood).toEqual([
    'status',
    'today',
    'overdue',
    'due',
    'provider',
    'history',
    'register',
    'whoami',
    'help',
  ]);
});

test('names, descriptions and commands are within Teams’ limits', () => {
  expect(manifest.name.short.length).toBeLessThanOrEqual(30);
  expect(manifest.name.full.length).toBeLessThanOrEqual(100);
  expect(manifest.description.short.length).toBeLessThanOrEqual(80);
  expect(manifest.description.full.length).toBeLessThanOrEqual(4000);
  expect(commands.length).toBeLessThanOrEqual(10);
  expect(commands.filter(({ description }) => description.length > 128)).toEqual([]);
});

test('the bot can be spoken to alone, in a group chat and in a team', () => {
  expect(manifest.bots.map(({ scopes }) => scopes)).toEqual([['personal', 'groupChat', 'team']]);
});

test('the schema is that of the manifest’s version, and only ids are left to fill in', () => {
  expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
  expect(text.match(/\$\{\{\w+\}\}/gu)).toEqual(['${{TEAMS_APP_ID}}', '${{BOT_ID}}']);
});

test.each([
  ['color', 192],
  ['outline', 32],
] as const)('the %s icon is a PNG of %i pixels a side', (name, size) => {
  const png = readFileSync(join(folder, manifest.icons[name]));
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});
