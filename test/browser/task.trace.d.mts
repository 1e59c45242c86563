import type { Page } from 'playwright-core';

export function longestTaskOf(page: Page, act: () => Promise<unknown>): Promise<number>;
