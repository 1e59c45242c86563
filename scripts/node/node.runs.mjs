/**
 * Tests that the second line goes without: what no line of Node.js changes, or what is shown as well by a test that is run on it. All
 * others are run on it: every unit test, contract test and end-to-end test.
 */
export const LEFT_OUT = [
  { folder: 'test/architecture/', reason: 'reads files of the repository: sources, manifests, pages' },
  { folder: 'test/docs/', reason: 'runs what the pages show with curl and Python, against what test/e2e asks as well' },
  { folder: 'test/browser/', reason: 'is about what runs in Chromium' },
  { folder: 'apps/dashboard/', reason: 'runs in browsers; its pure functions are no other on another line' },
  {
    folder: 'test/chaos/',
    reason:
      'is about Redis, processes and clocks that fail, for minutes; test/e2e and the unit tests have each fault once',
  },
];

/** @param {string} path from the root */
export const isLeftOut = (path) => LEFT_OUT.some(({ folder }) => path.startsWith(folder));

/** What continuous integration runs, in this order. The first line is that of the image, the second the oldest that is supported. */
export const RUNS = [
  { line: '24', args: [] },
  { line: '20.19', args: ['--second-line'] },
];
