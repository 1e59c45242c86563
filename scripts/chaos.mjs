// npm run chaos [-- --seed N --minutes M --topology single|sentinel|cluster --beside folder]: clients and faults for minutes, and what
// the clients saw held against the rules of test/chaos.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chaosEnvironment } from './chaos/chaos.options.mjs';
import { FAKETIME_ADVICE, provideFaketime } from './faketime/faketime.program.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';
import { install } from './steps/install.step.mjs';

async function chaos() {
  const environment = chaosEnvironment(process.argv.slice(2));
  await install(ROOT, { announce: console.log });
  await build(ROOT, { announce: console.log });
  if ((await provideFaketime({ announce: console.log })) === null) console.log(FAKETIME_ADVICE);
  const { JOBGATE_CHAOS_SEED: seed, JOBGATE_CHAOS_MINUTES: minutes, JOBGATE_CHAOS_TOPOLOGY: topology } = environment;
  console.log(`npm run chaos -- --seed ${seed} --minutes ${minutes} --topology ${topology}`);
  const jest = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js')];
  const args = [...jest, '--silent=false', '--testPathPatterns=test/chaos/seen-by-clients'];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  process.exitCode = code ?? 1;
}

chaos().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
