// node scripts/start.mjs gateway worker: both in one terminal; a single app runs in this process.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runScript } from './processes/script.mjs';
import { formatLine } from './processes/line.format.mjs';
import { NODE_FLAGS } from './processes/node.flags.mjs';
import { ProcessGroup } from './processes/process.group.mjs';
import { stopSignal } from './processes/stop-signal.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';

const APPS = ['gateway', 'worker'];
const apps = process.argv.slice(2);
const main = (app) => join(ROOT, 'dist/apps', app, 'src/main.js');

async function startTogether() {
  const group = new ProcessGroup((name, line) => console.log(formatLine(name, line)));
  const signal = stopSignal(() => group.kill());
  for (const app of apps) group.startNode(app, main(app), [], { env: process.env, flags: NODE_FLAGS[app] });
  try {
    await Promise.race([new Promise((ended) => signal.addEventListener('abort', ended)), group.failed]);
  } finally {
    await group.stop();
  }
  process.exit(0);
}

await runScript(async () => {
  if (apps.length === 0 || !apps.every((app) => APPS.includes(app))) {
    throw new Error('Usage: node scripts/start.mjs gateway | worker | gateway worker');
  }
  if (!process.env.JOBGATE_CONFIG) {
    throw new Error('JOBGATE_CONFIG must name the configuration file. Without one, try: npm run demo');
  }
  if (!apps.every((app) => existsSync(main(app)))) await build(ROOT, { announce: console.log });
  if (apps.length > 1) return startTogether();
  await import(pathToFileURL(main(apps[0])).href);
});
