import { PAGE, readPromises } from './promises.page.js';
import { readTitles } from './promises.titles.js';

/** Specs by path. */
export type Specs = Readonly<Record<string, string>>;

const END_TO_END_FOLDERS = /^test\/(e2e|chaos|browser)\//;
/** What puts up a composed gateway that listens, over a Redis server of its own. */
const STAGES = /\/(gateway\.stage|gateway\.scene|stage\/index)\.js$/;

/** Why the page and the tests do not belong together; [] when they do. */
export function faultsOfPromises(page: string, specs: Specs): string[] {
  const { names, unnamed } = readPromises(page);
  const faults = unnamed.map((line) => `${PAGE}: a promise without a name: ${line}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  faults.push(...twice.map((name) => `${PAGE}: ${name} stands there twice`));

  const held = new Set<string>();
  for (const [path, text] of Object.entries(specs)) {
    const titles = readTitles(path, text);
    faults.push(...titles.faults.map((fault) => `${path}: ${fault}`));
    const isEndToEnd = END_TO_END_FOLDERS.test(path) || titles.imports.some((from) => STAGES.test(from));
    for (const name of titles.names) {
      if (!names.includes(name)) faults.push(`${path}: ${name} is no promise of ${PAGE}`);
      else if (!isEndToEnd) faults.push(`${path}: ${name} is named by a test that is not end-to-end`);
      else held.add(name);
    }
  }
  const broken = names.filter((name) => !held.has(name));
  return [...faults, ...broken.map((name) => `${PAGE}: ${name} has no end-to-end test`)];
}
