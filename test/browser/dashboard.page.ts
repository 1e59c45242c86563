import type { Locator, Page } from 'playwright-core';

/** The dashboard, used by its visible texts. */
export class DashboardPage {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** `address`: what stands behind the `#`. */
  async open(address = '/'): Promise<void> {
    await this.page.goto(`${this.url}/#${address}`);
  }

  async signIn(key: string): Promise<void> {
    await this.page.getByLabel('API key or token').fill(key);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Opens an address as somebody who has signed in. */
  async openWith(key: string, address = '/'): Promise<void> {
    await this.open(address);
    await this.signIn(key);
    await this.page.getByRole('navigation', { name: 'Pages' }).waitFor();
  }

  connection(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  /** The number of jobs of a state, which leads to them. */
  tile(word: string): Locator {
    return this.page.getByRole('list', { name: 'Jobs by state' }).first().getByRole('link', { name: word });
  }

  get rows(): Locator {
    return this.page.locator('[role=row][data-index]');
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** What stands on the page of one job before everything else. */
  get job(): Locator {
    return this.page.locator('.job-head');
  }

  /** Waits until the page of a job shows this state. */
  async shows(state: string): Promise<void> {
    await this.job.locator('.state-badge', { hasText: state }).waitFor();
  }

  /** The events of a page that is hidden by another tab, and shown again. */
  async lookAway(isAway: boolean): Promise<void> {
    const told = JSON.stringify({ hidden: isAway, visibilityState: isAway ? 'hidden' : 'visible' });
    await this.page.evaluate(`
      for (const [name, value] of Object.entries(${told})) Object.defineProperty(document, name, { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    `);
  }

  /** By how many pixels the page can be pushed to the side. */
  async overflow(): Promise<number> {
    return Number(await this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  }
}
