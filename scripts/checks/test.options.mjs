import { LEFT_OUT } from '../node/node.runs.mjs';

const TWO_LINES = '--two-lines';
const SECOND_LINE = '--second-line';
const WITHOUT_CHECKS = '--without-checks';

/** More than the two cores that a machine of continuous integration has: many tests wait for time to pass. */
const WORKERS = 4;
/** What keeps several cores busy at once, browsers and chaos, is left out there. */
const WORKERS_OF_SECOND_LINE = 6;

/** What Jest ignores by default. */
const PACKAGES = '/node_modules/';

/**
 * What `npm test` was asked for. `mayBeSelective`: whoever called chose among the tests, and a test that is not run is none that is missing.
 * @param {string[]} args
 * @returns {{hasTwoLines: true}
 *   | {hasTwoLines: false, hasChecks: boolean, jestArguments: string[], mayBeSelective: boolean, workers: number}}
 */
export function testOptions(args) {
  const [first, ...rest] = args;
  if ((first === TWO_LINES || first === SECOND_LINE) && rest.length > 0)
    throw new Error(`${first} takes no arguments.`);
  if (first === TWO_LINES) return { hasTwoLines: true };
  if (first === SECOND_LINE) {
    return { ...here(false, ignored()), mayBeSelective: false, workers: WORKERS_OF_SECOND_LINE };
  }
  return first === WITHOUT_CHECKS ? here(false, rest) : here(true, args);
}

function here(hasChecks, jestArguments) {
  return { hasTwoLines: false, hasChecks, jestArguments, mayBeSelective: jestArguments.length > 0, workers: WORKERS };
}

function ignored() {
  const folders = LEFT_OUT.map(({ folder }) => `<rootDir>/${folder}`);
  return [PACKAGES, ...folders].map((pattern) => `--testPathIgnorePatterns=${pattern}`);
}
