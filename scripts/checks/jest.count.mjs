import { readFile } from 'node:fs/promises';

/**
 * How many tests passed and failed by Jest's own JSON file. What is not a test result but must not pass in silence
 * counts as one failure: a suite that did not run, a skipped test, no tests at all, a crash without results.
 * @param {{file: string, ok: boolean, mayBeSelective: boolean}} run `mayBeSelective`: the caller chose among the tests
 * @returns {Promise<{passed: number, failed: number, complaints: string[]}>}
 */
export async function countJest({ file, ok, mayBeSelective }) {
  const results = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  if (!results) return { passed: 0, failed: 1, complaints: ['Jest ended without results.'] };
  const skipped = mayBeSelective ? 0 : results.numPendingTests + results.numTodoTests;
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped;
  const complaints = [];
  if (skipped > 0) complaints.push(`${skipped} tests were skipped.`);
  if (passed + failed === 0) return { passed, failed: 1, complaints: ['No tests were found.'] };
  if (!ok && failed === 0) return { passed, failed: 1, complaints: ['Jest failed, though no test did.'] };
  return { passed, failed, complaints };
}
