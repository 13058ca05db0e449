import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { JsonObject } from '../../../src/domain/json';
import { hostConfig, PALETTES, type Theme } from './host-config';

/** Chromium as Debian installs it, kept quiet; it may run as root in a container. */
const CHROMIUM = {
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

let browser: Promise<Browser> | undefined;

/** A card as a person would see it, as a PNG. Opened elements are those unfolded by a toggle before it is taken. */
export async function picture(
  card: JsonObject,
  { theme, width, unfold = [] }: { theme: Theme; width: number; unfold?: readonly string[] },
): Promise<Buffer> {
  browser ??= chromium.launch(CHROMIUM);
  const page = await (await browser).newPage({
    viewport: { width: width + 24, height: 40 },
    deviceScaleFactor: 2,
  });
  try {
    await open(page);
    await draw(page, card, theme, width);
    for (const title of unfold) await page.getByText(title, { exact: true }).click();
    return await page.screenshot({ fullPage: true });
  } finally {
    await page.close();
  }
}

/** Ends the browser that all pictures share. */
export async function closePictures(): Promise<void> {
  const running = await browser;
  browser = undefined;
  await running?.close();
}

async function open(page: Page): Promise<void> {
  await page.setContent(await readFile(path.join(__dirname, 'page.html'), 'utf8'));
  await page.addScriptTag({ path: require.resolve('adaptivecards/dist/adaptivecards.min.js') });
}

async function draw(page: Page, card: JsonObject, theme: Theme, width: number): Promise<void> {
  const { ground, text, subtle, accent, line, emphasisGround } = PALETTES[theme];
  const style = {
    '--width': `${width}px`,
    '--page': emphasisGround,
    '--ground': ground,
    '--text': text,
    '--subtle': subtle,
    '--accent': accent,
    '--line': line,
  };
  await page.evaluate(
    `draw(${[card, hostConfig(theme), style].map((value) => JSON.stringify(value)).join(', ')})`,
  );
}
