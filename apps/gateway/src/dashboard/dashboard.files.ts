import { fileURLToPath } from 'node:url';
import { StaticFiles } from '../http/static.files.js';

/** The files of the dashboard's build: dist/apps/dashboard. It may be built while the gateway runs. */
export class DashboardFiles extends StaticFiles {
  constructor() {
    super(fileURLToPath(new URL('../../../dashboard', import.meta.url)));
  }
}
