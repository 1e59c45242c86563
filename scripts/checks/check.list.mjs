import { join } from 'node:path';

const CACHE = 'node_modules/.cache/cspell';

/** The checks besides the tests: [title, script under node_modules, arguments]. */
const CHECKS = [
  ['format', 'prettier/bin/prettier.cjs', ['--check', '.']],
  ['lint', 'eslint/bin/eslint.js', ['.']],
  ['types', 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['types of the dashboard', 'typescript/bin/tsc', ['--noEmit', '-p', 'apps/dashboard/tsconfig.json']],
  ['dependency rules', 'dependency-cruiser/bin/dependency-cruise.mjs', cruise('.dependency-cruiser.cjs')],
  ['spelling', 'cspell/bin.mjs', ['lint', '--no-progress', '--cache', '--cache-location', CACHE]],
  ['what a gateway loads', 'dependency-cruiser/bin/dependency-cruise.mjs', cruise('.dependency-cruiser.loading.cjs')],
];

function cruise(configuration) {
  return ['--config', configuration, 'apps', 'libs', 'test'];
}

/** @returns {{name: string, args: string[]}[]} each to be run by Node from the root */
export function checks(root) {
  return CHECKS.map(([name, script, args]) => ({ name, args: [join(root, 'node_modules', script), ...args] }));
}
