import { join } from 'node:path';
import { statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ROOT } from '../stage/repository.js';
import type { Screen } from './chromium.js';

/** Set by `npm run screenshots` alone. */
const ARE_WANTED = process.env['JOBGATE_SCREENSHOTS'] === 'take';
const FOLDER = join(ROOT, 'docs/screenshots');
const DESKTOP: Screen = { width: 1280, height: 820 };
const MOST_BYTES = 200_000;
/** Until a page of another size and color stands still. */
const SETTLES_WITHIN_MS = 1_500;

interface Look {
  colorScheme: 'light' | 'dark';
  /** Default: that of a desktop. */
  screen?: Screen;
}

/** Keeps what the page shows at this point of a test for docs/, where that is asked for. */
export async function picture(page: Page, name: string, { colorScheme, screen = DESKTOP }: Look): Promise<void> {
  if (!ARE_WANTED) return;
  const before = page.viewportSize();
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(screen);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(SETTLES_WITHIN_MS);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  if (before !== null) await page.setViewportSize(before);
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}.`);
}
