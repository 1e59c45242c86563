// npm test [-- arguments for Jest]: everything that is checked, one line each; the last line counts.
// `--without-checks` in front of them: the tests alone.
import { testHere } from './checks/test.here.mjs';
import { stopSignal } from './processes/stop-signal.mjs';

const WITHOUT_CHECKS = '--without-checks';
const hasChecks = process.argv[2] !== WITHOUT_CHECKS;
const jestArguments = process.argv.slice(hasChecks ? 2 : 3);

try {
  const { passed, failed } = await testHere({ hasChecks, jestArguments, signal: stopSignal() });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
