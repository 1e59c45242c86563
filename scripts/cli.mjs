// npm run cli -- <command>: the command line of apps/cli, compiled first if it is not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';

const main = join(ROOT, 'dist/apps/cli/src/main.js');
if (!existsSync(main)) await build(ROOT, { announce: console.error });
await import(pathToFileURL(main).href);
