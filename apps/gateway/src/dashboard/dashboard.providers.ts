import type { Provider } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { DashboardController } from './dashboard.controller.js';
import { DashboardFiles } from './dashboard.files.js';

/** Of the compiled gateway: dist/apps/dashboard. */
const FOLDER = fileURLToPath(new URL('../../../dashboard', import.meta.url));

export const DASHBOARD_CONTROLLERS = [DashboardController];
export const DASHBOARD_PROVIDERS: Provider[] = [
  { provide: DashboardFiles, useFactory: () => new DashboardFiles(FOLDER) },
];
