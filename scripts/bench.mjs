// npm run bench [-- name]: one benchmark of test/bench/, or all of them in sequence.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installAndBuild, runNode, runScript } from './processes/script.mjs';
import { ROOT } from './root.mjs';

const SUFFIX = '.bench.mjs';
const folder = join(ROOT, 'test/bench');
const [wanted, ...args] = process.argv.slice(2);

await runScript(async () => {
  const files = await readdir(folder);
  const names = files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
  const selected = names.sort().filter((name) => wanted === undefined || name === wanted);
  if (selected.length === 0) throw new Error(`Unknown benchmark ${wanted}. Available: ${names.join(', ')}`);
  await installAndBuild();
  for (const name of selected) {
    console.log(`\n# ${name}`);
    await runNode([join(folder, name + SUFFIX), ...args]);
  }
});
