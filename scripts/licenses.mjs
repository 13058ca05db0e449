// Lists the licence of everything that runs in production, and fails when one is not on the list below.
// Another folder with a package-lock.json may be named: node scripts/licenses.mjs <folder>
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
];

/** Let through by name and version, each after reading it. Whatever replaces them is judged anew. */
const READ = {
  'elkjs@0.11.1': 'part of the screens of the prisma command, which Waymark never shows; used as it comes',
  'jspath@0.4.0': 'its package.json names no licence; its LICENSE file is the text of MIT',
};

const folder = process.argv[2] ?? '.';
const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

/** What a package says of itself, else what the lock file says: some are installed on other systems only. */
function licenceOf(path, locked) {
  const file = join(path, 'package.json');
  const { license, licenses } = existsSync(join(folder, file)) ? read(file) : {};
  const said = license ?? licenses?.map(({ type }) => type).join(' OR ') ?? locked.license;
  return (typeof said === 'object' ? said?.type : said) || 'none';
}

/** "(MIT OR GPL-2.0) AND ISC": of an OR one will do, of an AND all must be allowed. Brackets are taken one by one. */
function isAllowed(expression) {
  const inner = /\(([^()]*)\)/u.exec(expression);
  if (inner) return isAllowed(expression.replace(inner[0], isAllowed(inner[1]) ? ALLOWED[0] : 'none'));
  return expression
    .split(/\s+OR\s+/iu)
    .some((way) => way.split(/\s+AND\s+/iu).every((one) => ALLOWED.includes(one.trim())));
}

const rows = Object.entries(read('package-lock.json').packages)
  .filter(([path, { dev, link }]) => path !== '' && !dev && !link)
  .map(([path, locked]) => ({
    name: `${path.split('node_modules/').at(-1)}@${locked.version}`,
    licence: licenceOf(path, locked),
  }))
  .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index)
  .sort((a, b) => (a.name < b.name ? -1 : 1));
const others = rows.filter(({ licence }) => !isAllowed(licence));
const wrong = others.filter(({ name }) => !READ[name]);
const width = Math.max(0, ...rows.map(({ name }) => name.length));
const row = ({ name, licence }) => `${name.padEnd(width)}  ${licence}\n`;

process.stdout.write(rows.map(row).join(''));
process.stdout.write(
  `\n${rows.length} packages run in production; ${wrong.length} have a licence that is not allowed.\n`,
);
for (const { name, licence } of others.filter(({ name }) => READ[name]))
  process.stdout.write(`Let through by name: ${name}, ${licence}: ${READ[name]}.\n`);
if (wrong.length > 0) {
  process.stderr.write(
    `\nReplace these, or add the licence to scripts/licenses.mjs after reading it:\n${wrong.map(row).join('')}`,
  );
  process.exitCode = 1;
}
