import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, parseCommand } from '../../src/domain/commands';
import { BEGIN_COMMANDS } from '../../src/domain/policy';

const folder = join(__dirname, '..', '..', 'appPackage');
const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
interface List {
  scopes: string[];
  commands: { title: string; description: string }[];
}

const manifest = JSON.parse(text) as {
  manifestVersion: string;
  $schema: string;
  name: { short: string; full: string };
  description: { short: string; full: string };
  icons: { color: string; outline: string };
  bots: { scopes: string[]; commandLists: List[] }[];
};
const lists = manifest.bots.flatMap(({ commandLists }) => commandLists);
const commands = lists.flatMap((list) => list.commands);
const offeredIn = (scope: string): Command[] =>
  lists
    .filter(({ scopes }) => scopes.includes(scope))
    .flatMap((list) => list.commands.map(({ title }) => parseCommand(title)));
const wordOf = (command: Command): string => (command.name === 'begin' ? command.what : command.name);

test('a personal chat’s menu offers the ten commands most used, as the bot understands them', () => {
  expect(offeredIn('personal').map(wordOf)).toEqual([
    'concern',
    'status',
    'today',
    'overdue',
    'incident',
    'visit',
    'review',
    'refer',
    'record',
    'help',
  ]);
});

test('where others read along, the menu offers nothing that is typed with a pupil’s name', () => {
  for (const scope of ['groupChat', 'team']) {
    const words = offeredIn(scope).map(wordOf);
    expect(words).toEqual(['today', 'overdue', 'due', 'register', 'help']);
    for (const word of [...BEGIN_COMMANDS, 'status', 'history']) expect(words).not.toContain(word);
  }
});

test('every scope has one menu', () => {
  expect(lists.flatMap(({ scopes }) => scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
});

test('names, descriptions and commands are within Teams’ limits', () => {
  expect(manifest.name.short.length).toBeLessThanOrEqual(30);
  expect(manifest.name.full.length).toBeLessThanOrEqual(100);
  expect(manifest.description.short.length).toBeLessThanOrEqual(80);
  expect(manifest.description.full.length).toBeLessThanOrEqual(4000);
  for (const list of lists) expect(list.commands.length).toBeLessThanOrEqual(10);
  expect(lists.length).toBeLessThanOrEqual(3);
  expect(commands.filter(({ title }) => title.length > 32)).toEqual([]);
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
