// npm run test:node -- 24 [-- arguments for Jest]: builds, and tests on that release line of Node.js; the last line counts.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentWith, provideNode } from './node/node.program.mjs';
import { runScript } from './processes/script.mjs';
import { ROOT } from './root.mjs';

const [line = '', ...rest] = process.argv.slice(2);
const jestArguments = rest[0] === '--' ? rest.slice(1) : rest;

await runScript(async () => {
  const folder = await provideNode(line, { announce: console.log });
  const args = [join(ROOT, 'scripts/test.mjs'), '--without-checks', ...jestArguments];
  const tests = spawn(join(folder, 'node'), args, { env: environmentWith(folder), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal));
  tests.on('close', (code) => process.exit(code ?? 1));
});
