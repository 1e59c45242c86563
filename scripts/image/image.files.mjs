import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { noticesOf } from './notices.mjs';
import { sbomOf } from './sbom.mjs';
import { shippedPackages } from './shipped.packages.mjs';

const OTHERS = ['package.json', 'deploy/answers.mjs', 'deploy/connections-leased.mjs'];
/** For demos and tests; not needed in production. */
const LEFT_OUT = ['dist/apps/simulator/'];
const BUILT = [
  'gateway/src/main.js',
  'worker/src/main.js',
  'operator/src/main.js',
  'cli/src/main.js',
  'dashboard/index.html',
];

/** Puts everything that the image has into a folder that is empty or missing. Throws before the build has been made. */
export async function assembleImage(root, folder) {
  const missing = BUILT.filter((path) => !existsSync(join(root, 'dist/apps', path)));
  if (missing.length > 0) throw new Error(`Build first: dist/apps has no ${missing.join(', ')}.`);
  const packages = shippedPackages(root);
  const folders = packages.filter(({ isBundled }) => !isBundled).map(({ path }) => path);
  const files = [
    ...OTHERS,
    ...(await filesIn(root, 'dist')),
    ...(await Promise.all(folders.map((path) => filesOf(root, path)))).flat(),
  ];
  for (const path of files.filter((each) => !LEFT_OUT.some((start) => each.startsWith(start))))
    await put(root, folder, path);
  await writeFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(root, packages));
  await writeFile(join(folder, 'sbom.cdx.json'), `${JSON.stringify(await sbomOf(root), null, 2)}\n`);
}

async function filesIn(root, folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return paths.map((path) => path.slice(root.length).replace(/^\//, ''));
}

/** Of a package, without those that lie in it: each of them is shipped, or not, for itself. */
async function filesOf(root, path) {
  const nested = `${path}/node_modules/`;
  return (await filesIn(root, path)).filter((file) => !file.startsWith(nested));
}

/** As another name of the same file where that can be. */
async function put(root, folder, path) {
  const [from, to] = [join(root, path), join(folder, path)];
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}
