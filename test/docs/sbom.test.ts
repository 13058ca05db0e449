import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'waymark-sbom-'));

afterAll(() => rmSync(folder, { recursive: true }));

test('the parts list names what runs in production, and no place that it was fetched from', () => {
  const file = join(folder, 'sbom.cdx.json');
  const { status, stdout } = spawnSync(process.execPath, ['scripts/sbom.mjs', file], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/lists [1-9]\d* packages\.\n$/u)]);
  const text = readFileSync(file, 'utf8');
  const list = JSON.parse(text) as { bomFormat: string; components: { purl: string; scope?: string }[] };
  expect(list.bomFormat).toBe('CycloneDX');
  const parts = list.components.map(({ purl }) => purl);
  expect(parts).toContain('pkg:npm/botbuilder@4.23.3');
  expect(parts.filter((purl) => purl.startsWith('pkg:npm/jest@'))).toEqual([]);
  expect(new Set(text.match(/https?:\/\/[^/"]+/gu))).toEqual(new Set(['http://cyclonedx.org']));
});
