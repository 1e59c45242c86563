// npm test [-- arguments for Jest]: all checks and tests, one line each; the last line counts.
// First argument `--without-checks`: tests only. `--two-lines`: as in continuous integration, on two release lines of Node.js.
import { testHere } from './checks/test.here.mjs';
import { testOptions } from './checks/test.options.mjs';
import { testOnTwoLines } from './node/two.lines.mjs';
import { runScript } from './processes/script.mjs';
import { stopSignal } from './processes/stop-signal.mjs';

await runScript(async () => {
  const signal = stopSignal();
  const options = testOptions(process.argv.slice(2));
  const { passed, failed } = await (options.hasTwoLines
    ? testOnTwoLines({ signal })
    : testHere({ ...options, signal }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
});
