import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyPage } from '../../../src/services/policy/pages';
import { PACK_IDS, shippedPack } from '../../support/packs';
import { packOf } from './small-pack';

const FOLDER = join(__dirname, '../../../docs/policies');

test.each(PACK_IDS)(
  'docs/policies/%s.md is what the pack and the catalogue make: run `npm run docs`',
  (id) => {
    const committed = readFileSync(join(FOLDER, `${id}.md`), 'utf8');
    // A pack of a hundred duties makes a page too long to print as a difference.
    expect(committed === policyPage(shippedPack(id))).toBe(true);
  },
);

test('there is a page for each policy and no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(PACK_IDS.map((id) => `${id}.md`).sort());
});

test('a page tells what is asked, when, of whom, what is recorded and who next; and what is not served', () => {
  const page = policyPage(packOf());
  const clause = page.slice(page.indexOf('### EMET-4.5.1a'), page.indexOf('### EMET-4.5.1b'));
  expect(clause).toContain('**Attendance at the provider** (`session-attendance`)');
  expect(clause).toContain('- Asked: the attendance officer');
  expect(clause).toContain('- When: each session, as it starts');
  expect(clause).toContain('- To be answered within 30 minutes');
  expect(clause).toContain(
    '- If nobody answers: after 30 minutes a reminder; after 60 minutes the AP lead as well',
  );
  expect(clause).toContain('`mark` (on the attendance record)');
  expect(page).toContain('### EMET-4.5.1b');
  expect(page.slice(page.indexOf('### EMET-4.5.1b'))).toContain('**Not served yet.**');
});
