// npm run screenshots: takes the pictures of docs/screenshots in the dashboard's browser tests.
import { runJest, runScript } from './processes/script.mjs';
import { provideChromium } from './programs/programs.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';

await runScript(async () => {
  await provideChromium();
  await build(ROOT, { announce: console.log });
  await runJest(['--testPathPatterns=test/browser/dashboard.spec'], { JOBGATE_SCREENSHOTS: 'take' });
});
