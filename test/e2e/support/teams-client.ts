import type { FrameLocator, Locator, Page } from 'playwright-core';

/** One person's Teams in the demo's page: the playground in its frame, as that person sees and uses it. */
export class TeamsClient {
  readonly #frame: FrameLocator;

  constructor(page: Page, role: string) {
    this.#frame = page.frameLocator(`#client-${role} iframe`);
  }

  /** The cards that say all these words, oldest first. */
  cards(...words: readonly string[]): Locator {
    const all = this.#frame.locator('.ac-adaptiveCard');
    return words.reduce((cards, hasText) => cards.filter({ hasText }), all);
  }

  /** The newest card that says all these words. */
  card(...words: readonly string[]): TeamsCard {
    return new TeamsCard(this.#frame, this.cards(...words).last());
  }

  /** Types a message and sends it. */
  async type(text: string): Promise<void> {
    const box = this.#frame.locator('[role=textbox][data-lexical-editor]');
    await box.click();
    await box.pressSequentially(text);
    await this.#frame.getByRole('button', { name: 'Send Message' }).click();
  }
}

/** One card in a chat. Everything here waits until it can be done. */
export class TeamsCard {
  readonly #frame: FrameLocator;
  readonly root: Locator;

  constructor(frame: FrameLocator, root: Locator) {
    this.#frame = frame;
    this.root = root;
  }

  /** Waits for the card, brings its top into view, and gives what it says. */
  async see(): Promise<string> {
    await this.root.evaluate((card) => card.scrollIntoView());
    return this.root.innerText();
  }

  /** Chooses in the list with this label. */
  async choose(label: string, choice: string): Promise<void> {
    await this.root.getByRole('combobox', { name: label }).click();
    // The list that drops down hangs at the end of the page, outside the card.
    await this.#frame.getByRole('option', { name: choice, exact: true }).click();
  }

  async press(button: string): Promise<void> {
    await this.root.getByRole('button', { name: button, exact: true }).click();
  }
}
