import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { ROOT } from '../root.mjs';

/**
 * Where tests take longest: with these first, all workers end at about the same time. Jest itself goes by the time of
 * earlier runs, which a fresh clone has none of, and by the size of files.
 */
const FIRST = ['test/chaos/', 'test/browser/', 'test/e2e/', 'test/'];

export default class extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one.path) - rank(other.path));
  }
}

/** The lower, the earlier. Sorting is stable: within a folder it stays as Jest has it. */
function rank(path) {
  const place = FIRST.findIndex((folder) => relative(ROOT, path).startsWith(folder));
  return place === -1 ? FIRST.length : place;
}
