// node scripts/install.mjs: installs the packages of the lock file, as every other script does when they are missing.
import { runScript } from './processes/script.mjs';
import { ROOT } from './root.mjs';
import { install } from './steps/install.step.mjs';

await runScript(() => install(ROOT, { announce: console.log }));
