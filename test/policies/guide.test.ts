import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS } from '../../src/prompts/registry';
import { loadPack } from '../../src/services/policy/policy-file';

const GUIDE = readFileSync(join(__dirname, '../../docs/policy-packs.md'), 'utf8');
const BLOCKS = [...GUIDE.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
const PACK = BLOCKS.find((block) => block.startsWith('id: ')) ?? '';
const DUTIES = BLOCKS.filter((block) => block.startsWith('- '));

const told = (text: string): string[] => {
  const loaded = loadPack(text, 'policy.yaml', KINDS);
  return loaded.ok ? [] : loaded.problems.map(({ message }) => message);
};

test('the pack that the guide starts from has no faults', () => {
  expect(PACK).not.toBe('');
  expect(told(PACK)).toEqual([]);
});

test.each(DUTIES.map((duty) => [duty.split('\n')[0] ?? '', duty] as const))(
  'the change "%s" is taken, in place of the duty of that name or beside the others',
  (first, duty) => {
    const indented = duty.replaceAll(/^(?=.)/gm, '  ');
    const before = PACK.slice(0, PACK.indexOf('duties:\n') + 'duties:\n'.length);
    const others = PACK.slice(before.length)
      .split(/^(?= {2}- )/m)
      .filter((other) => !other.startsWith(`  ${first}\n`));
    expect(told(before + others.join('') + indented)).toEqual([]);
  },
);

/** The rows of "what is refused": right, wrong (a "+" begins a line of its own), what Waymark says. */
const REFUSALS = [...GUIDE.matchAll(/^\| (`[^|]+`) \| (`[^|]+`) \| `([^|]+)` \|/gm)].map(
  ([, right = '', wrong = '', said = '']) => {
    const parts = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, part = '']) => part);
    return [parts(right).join(''), parts(wrong).join('\n    '), said] as const;
  },
);

test.each(REFUSALS)('%j written as %j is refused: %s', (right, wrong, said) => {
  const text = PACK.replace(right, wrong);
  expect(text).not.toBe(PACK);
  expect(told(text).join('\n')).toContain(said);
});

test('the table of refusals is read', () => {
  expect(REFUSALS.length).toBeGreaterThanOrEqual(15);
});
