// npm run screenshots: takes the pictures of docs/screenshots from the browser tests of the dashboard, at what they have just
// asserted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { provideChromium } from './chromium/chromium.program.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';

await provideChromium();
await build(ROOT, { announce: console.log });
const jest = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
const child = spawn(process.execPath, [...jest, '--testPathPatterns=test/browser/dashboard.spec'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, JOBGATE_SCREENSHOTS: 'take' },
});
[process.exitCode] = await once(child, 'exit');
