// npm run bench [-- name]: one benchmark of test/bench/, or all of them, one after the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';
import { install } from './steps/install.step.mjs';

const SUFFIX = '.bench.mjs';
const folder = join(ROOT, 'test/bench');
const [wanted, ...args] = process.argv.slice(2);

async function bench() {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
  const chosen = wanted === undefined ? names.sort() : names.filter((name) => name === wanted);
  if (chosen.length === 0)
    throw new Error(`No benchmark ${wanted ?? ''} in test/bench. There are: ${names.join(', ') || 'none'}`);
  await install(ROOT, { announce: console.log });
  await build(ROOT, { announce: console.log });
  for (const name of chosen) {
    console.log(`\n# ${name}`);
    const child = spawn(process.execPath, [join(folder, name + SUFFIX), ...args], { cwd: ROOT, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0) process.exitCode = 1;
  }
}

bench().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
