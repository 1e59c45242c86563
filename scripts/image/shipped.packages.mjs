import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DASHBOARD = 'apps/dashboard/src';
const IMPORT = /(?:from|import)\s*\(?\s*['"]((?:@[\w.-]+\/)?[\w-][\w.-]*)/g;

/**
 * A package of which something is in the image.
 * @typedef {object} Shipped
 * @property {string} path `node_modules/…`
 * @property {string} name
 * @property {string} version
 * @property {boolean} isBundled in the dashboard's script, and not as a folder of its own
 */

/**
 * The packages that processes need, and those that the dashboard's script has in it, in the order of their paths. What is not
 * installed on this machine is left out.
 * @returns {Shipped[]}
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const isThere = (path) => path !== '' && existsSync(join(root, path, 'package.json'));
  const needed = Object.keys(packages).filter(
    (path) => isThere(path) && !packages[path].dev && !packages[path].devOptional,
  );
  const bundled = [...bundledPaths(root, packages)].filter((path) => !needed.includes(path));
  return [...needed, ...bundled].sort().map((path) => ({
    path,
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: packages[path].version,
    isBundled: bundled.includes(path),
  }));
}

/** What the dashboard's sources import, and all that this imports. */
function bundledPaths(root, packages) {
  const found = new Set();
  const add = (name) => {
    const path = `node_modules/${name}`;
    if (found.has(path) || !packages[path]) return;
    found.add(path);
    Object.keys(packages[path].dependencies ?? {}).forEach(add);
  };
  for (const file of readdirSync(join(root, DASHBOARD), { recursive: true })) {
    if (!/\.tsx?$/.test(file) || /\.spec\./.test(file)) continue;
    const text = readFileSync(join(root, DASHBOARD, file), 'utf8');
    for (const [, name] of text.matchAll(IMPORT)) add(name);
  }
  return found;
}
