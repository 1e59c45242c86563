// npm test [-- arguments for Jest]: everything that is checked, one line each; the last line counts.
// In front of them `--without-checks`: the tests alone. `--two-lines`: what continuous integration runs, on two lines of Node.js.
import { testHere } from './checks/test.here.mjs';
import { testOptions } from './checks/test.options.mjs';
import { testOnTwoLines } from './node/two.lines.mjs';
import { stopSignal } from './processes/stop-signal.mjs';

const signal = stopSignal();

try {
  const options = testOptions(process.argv.slice(2));
  const { passed, failed } = await (options.hasTwoLines
    ? testOnTwoLines({ signal })
    : testHere({ ...options, signal }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
