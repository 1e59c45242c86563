// node scripts/install.mjs: the packages of the lock file, as every other command installs them when they are missing.
import { ROOT } from './root.mjs';
import { install } from './steps/install.step.mjs';

install(ROOT, { announce: console.log }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
