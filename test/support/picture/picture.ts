import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { JsonObject } from '../../../src/domain/json';
import { hostConfig, PALETTES, type Theme } from './host-config';

/** Chromium as Debian installs it, kept quiet; it may run as root in a container. */
export const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** A card in a personal chat of Teams on a desktop, and in its narrowest pane or on a phone, in CSS pixels. */
export const WIDE = 560;
export const NARROW = 320;

/** The page's own margin, left and right. */
const MARGIN = 12;

/** How a card is looked at. `unfold` names toggles to click first. */
interface Look {
  readonly theme: Theme;
  readonly width: number;
  readonly unfold?: readonly string[];
}

let easel: Promise<{ browser: Browser; page: Page }> | undefined;

/**
 * A card as a person would see it, as a PNG of two pixels for each CSS pixel. All pictures are drawn on one page:
 * take them one after another. Rejects when the renderer finds fault with the card.
 */
export async function picture(card: JsonObject, { theme, width, unfold = [] }: Look): Promise<Buffer> {
  easel ??= setUp();
  const { page } = await easel;
  await page.setViewportSize({ width: width + 2 * MARGIN, height: 40 });
  await draw(page, card, theme, width);
  for (const title of unfold) await page.getByText(title, { exact: true }).click();
  await page.mouse.move(0, 0);
  return page.screenshot({ fullPage: true });
}

/** Ends the browser that all pictures share. */
export async function closePictures(): Promise<void> {
  const used = await easel;
  easel = undefined;
  await used?.browser.close();
}

async function setUp(): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch(CHROMIUM);
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  await page.setContent(await readFile(path.join(__dirname, 'page.html'), 'utf8'));
  await page.addScriptTag({ path: require.resolve('adaptivecards/dist/adaptivecards.min.js') });
  return { browser, page };
}

async function draw(page: Page, card: JsonObject, theme: Theme, width: number): Promise<void> {
  const { ground, text, subtle, accent, line, emphasisGround } = PALETTES[theme];
  const style = {
    '--scheme': theme,
    '--width': `${width}px`,
    '--margin': `${MARGIN}px`,
    '--page': emphasisGround,
    '--ground': ground,
    '--text': text,
    '--subtle': subtle,
    '--accent': accent,
    '--line': line,
  };
  const inputs = [card, hostConfig(theme), style].map((value) => JSON.stringify(value)).join(', ');
  const complaints = await page.evaluate<string[]>(`draw(${inputs})`);
  const faults = complaints.filter((complaint) => !complaint.endsWith('Fallback will be used if present.'));
  if (faults.length > 0) throw new Error(`the renderer finds fault with the card: ${faults.join('; ')}`);
}
