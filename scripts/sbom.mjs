// Writes sbom.cdx.json, the parts list of what runs in production, in the CycloneDX format, from the lock file alone.
// Another file may be named: node scripts/sbom.mjs <file>
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'sbom.cdx.json';
const { status, stdout } = spawnSync(
  'npm',
  [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--omit',
    'dev',
    '--package-lock-only',
  ],
  {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  },
);
if (status === 0) {
  const list = JSON.parse(stdout);
  // Where a package was fetched from is the affair of whoever fetched it: its name, version and hash say what it is.
  for (const part of [list.metadata.component, ...list.components])
    part.externalReferences = part.externalReferences?.filter(({ type }) => type !== 'distribution');
  writeFileSync(file, `${JSON.stringify(list, null, 2)}\n`);
  process.stdout.write(`${file} lists ${list.components.length} packages.\n`);
}
process.exitCode = status ?? 1;
