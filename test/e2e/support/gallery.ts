import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/domain/json';
import { textOf } from '../../support/fake-teams';
import { NARROW, picture, WIDE } from '../../support/picture/picture';

/** Where the pictures of cards are kept: `npm run pictures` keeps them. */
const FOLDER = join(process.env['PICTURES'] ? 'docs' : '.tmp', 'pictures', 'cards');

/** Draws a card as it is now: light, dark and narrow. */
export async function show(name: string, card: JsonObject | undefined, unfold: string[] = []): Promise<void> {
  if (!card) throw new Error(`There is no card to show for ${name}.`);
  expect(textOf(card)).not.toBe('');
  mkdirSync(FOLDER, { recursive: true });
  const looks = [
    ['light', WIDE],
    ['dark', WIDE],
    ['light', NARROW],
  ] as const;
  for (const [theme, width] of looks) {
    const file = `${name}-${width === NARROW ? 'narrow' : theme}.png`;
    writeFileSync(join(FOLDER, file), await picture(card, { theme, width, unfold }));
  }
}
