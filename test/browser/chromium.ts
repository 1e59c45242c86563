import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM_ADVICE, findChromium } from '../../scripts/programs/programs.mjs';

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const START_WITHIN_MS = 60_000;
/** Actions wait for frames, which are slow on a machine that has more to do. */
const ACTION_WITHIN_MS = 30_000;

export interface Screen {
  width: number;
  height: number;
}

const DESKTOP: Screen = { width: 1024, height: 600 };

/** What a page did besides what it shows. */
export interface PageRecord {
  /** Every address that was asked for, but data: addresses. */
  requests: string[];
  /** Errors in the console, faults of the content security policy among them; not the lines about answers of 400 and above. */
  faults: string[];
}

/** A browser with a profile of its own, which goes with it. */
export class Chromium {
  private constructor(
    private readonly folder: string,
    private readonly context: BrowserContext,
    private readonly browser: Browser,
  ) {}

  static async launch(): Promise<Chromium> {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error(CHROMIUM_ADVICE);
    const folder = mkdtempSync(join(tmpdir(), 'jobgate-chromium-'));
    try {
      const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
        executablePath,
        headless: true,
        args: FLAGS,
        env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder },
        timeout: START_WITHIN_MS,
      });
      const browser = context.browser();
      if (browser === null) throw new Error('This Chromium gives no further contexts.');
      return new Chromium(folder, context, browser);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A page that shares nothing with the others, and a record of what it does. `password`: is given when it is asked for. */
  async page(screen: Screen = DESKTOP, password?: string): Promise<{ page: Page; record: PageRecord }> {
    const httpCredentials = password === undefined ? undefined : { username: 'anybody', password };
    const context = await this.browser.newContext({ viewport: screen, reducedMotion: 'reduce', httpCredentials });
    context.setDefaultTimeout(ACTION_WITHIN_MS);
    const page = await context.newPage();
    const record: PageRecord = { requests: [], faults: [] };
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) record.requests.push(request.url());
    });
    page.on('pageerror', (error) => record.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/server responded with a status of 4\d\d/.test(message.text())) {
        record.faults.push(message.text());
      }
    });
    return { page, record };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
