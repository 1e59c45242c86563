// npm run fuzz [-- requests [seed]]: strange requests to every route of the API, many more than `npm test` sends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';
import { install } from './steps/install.step.mjs';

const [requests = '20000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);

async function fuzz() {
  await install(ROOT, { announce: console.log });
  await build(ROOT, { announce: console.log });
  const jest = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
  const env = { ...process.env, JOBGATE_FUZZ_REQUESTS: requests, JOBGATE_FUZZ_SEED: seed };
  const args = [...jest, '--testPathPatterns=test/fuzz'];
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}

fuzz().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
