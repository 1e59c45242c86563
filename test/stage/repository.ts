import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The compiled entry file of an app in this repository, or in another checkout. Throws when it has not been built. */
export function entryOf(app: 'gateway' | 'worker' | 'simulator' | 'operator' | 'cli', root = ROOT): string {
  const path = join(root, 'dist', 'apps', app, 'src', 'main.js');
  if (!existsSync(path)) throw new Error(`${path} is missing: build first, with \`npm run build\`.`);
  return path;
}
