import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../../support/picture/picture';
import { TeamsClient } from './teams-client';

/** Pictures for the README are taken again with PICTURES=1; else they are kept out of the way. */
const FOLDER = join(__dirname, '..', '..', '..', process.env['PICTURES'] ? 'docs/pictures' : '.tmp/pictures');

/** How long a busy machine may take over anything, in milliseconds: three Teams clients start at once. */
const PATIENCE = 120_000;

/** The demo's page in a browser, with the Teams of the three people in it. */
export class DemoPage {
  readonly page: Page;
  readonly officer: TeamsClient;
  readonly apLead: TeamsClient;
  readonly dsl: TeamsClient;
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    this.officer = new TeamsClient(page, 'attendance-officer');
    this.apLead = new TeamsClient(page, 'ap-lead');
    this.dsl = new TeamsClient(page, 'dsl');
  }

  /** Opens the page and waits until all three clients have said hello. */
  static async open(url: string, options: BrowserContextOptions = {}): Promise<DemoPage> {
    const browser = await chromium.launch(CHROMIUM);
    const viewport = { width: 1500, height: 950 };
    const page = await browser.newPage({ viewport, ...options });
    page.setDefaultTimeout(PATIENCE);
    const demo = new DemoPage(browser, page);
    try {
      await page.goto(`${url}/demo`);
      await demo.ready();
      return demo;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  ready(): Promise<void> {
    return this.page.getByText('Ready. Move the clock to begin.').waitFor();
  }

  /** Presses a button of the clock, once or more, and gives what the page says each move did, and the time. */
  async move(button: '+15 min' | 'Next session' | 'Next school day', times = 1): Promise<string[]> {
    const moves: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const answered = this.page.waitForResponse((response) => response.url().endsWith('/demo/clock'));
      await this.page.getByRole('button', { name: button, exact: true }).click();
      await answered;
      const done = this.page.locator('#message', { hasText: 'unaccounted' });
      await done.waitFor();
      moves.push(`${await this.page.locator('#now').innerText()}: ${await done.innerText()}`);
    }
    return moves;
  }

  /** Keeps a picture of the page as it is. */
  async photograph(name: string): Promise<void> {
    await mkdir(FOLDER, { recursive: true });
    await this.page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
