// npm test [-- arguments for Jest]: everything that is checked, one line each; the last line counts.
// `--without-checks` in front of them: the tests alone.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { checks } from './checks/check.list.mjs';
import { countJest } from './checks/jest.count.mjs';
import { provideChromium } from './chromium/chromium.program.mjs';
import { FAKETIME_ADVICE, provideFaketime } from './faketime/faketime.program.mjs';
import { providePython, PYTHON_ADVICE } from './python/python.program.mjs';
import { runCommand } from './processes/run-command.mjs';
import { stopSignal } from './processes/stop-signal.mjs';
import { provideRedisProgram, REDIS_ADVICE } from './redis/redis.program.mjs';
import { ROOT } from './root.mjs';
import { build } from './steps/build.step.mjs';
import { install } from './steps/install.step.mjs';

const STEP_WITHIN_MS = 40 * 60_000;
const WITHOUT_CHECKS = '--without-checks';
const isWithoutChecks = process.argv[2] === WITHOUT_CHECKS;
const jestArguments = process.argv.slice(isWithoutChecks ? 3 : 2);
const signal = stopSignal();
const folder = await mkdtemp(join(tmpdir(), 'jobgate-test-'));
const tally = { passed: 0, failed: 0 };

/** Runs one step, writes its line, and adds what it counts. Full output only on failure. */
async function step(name, act) {
  const startedAt = Date.now();
  const result = await act().catch((error) => ({ passed: 0, failed: 1, output: error.message }));
  signal.throwIfAborted();
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  if (result.failed > 0) console.log(`\n${result.output?.trimEnd() ?? ''}\n`);
  console.log(
    `${result.failed > 0 ? 'FAILED' : 'ok    '} ${seconds} s  ${name}${result.note ? `: ${result.note}` : ''}`,
  );
  tally.passed += result.passed;
  tally.failed += result.failed;
  return result.failed === 0;
}

/** A step that must succeed but shows nothing about the product: it counts only when it fails. */
function preparation(act) {
  return async () => (await act(), { passed: 0, failed: 0 });
}

async function check(args) {
  const { ok, output } = await runCommand(process.execPath, args, { cwd: ROOT, signal, timeoutMs: STEP_WITHIN_MS });
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
}

async function jest() {
  const file = join(folder, 'jest.json');
  // Each file loads its modules anew: in a small young generation they are copied again and again.
  const flags = ['--max-semi-space-size=64', '--experimental-vm-modules', '--no-warnings'];
  const program = [...flags, join(ROOT, 'node_modules/jest/bin/jest.js')];
  // More than the two cores that a machine of continuous integration has: many tests wait for time to pass.
  const args = [...program, '--maxWorkers=4', '--json', `--outputFile=${file}`, ...jestArguments];
  const { ok, output } = await runCommand(process.execPath, args, { cwd: ROOT, signal, timeoutMs: STEP_WITHIN_MS });
  const { passed, failed, complaints } = await countJest({ file, ok, mayBeSelective: jestArguments.length > 0 });
  return { passed, failed, output: [output, ...complaints].join('\n'), note: `${passed} of ${passed + failed}` };
}

/** Each of these keeps one core busy, and none needs another's outcome. */
async function inTwoLanes(steps) {
  const lane = async () => {
    for (let next = steps.shift(); next; next = steps.shift()) await next();
  };
  await Promise.all([lane(), lane()]);
}

/** The pages' Python is run where there is one; it keeps nothing else from being checked. */
async function noteMissingPython() {
  const note =
    (await providePython({ signal })) === null ? `what the pages show in it is not run. ${PYTHON_ADVICE}` : '';
  return { passed: 0, failed: 0, note };
}

/** Without it no process of a test has another clock; everything else is tested all the same. */
async function noteMissingFaketime() {
  return { passed: 0, failed: 0, note: (await provideFaketime({ signal })) === null ? FAKETIME_ADVICE : '' };
}

/** Tests start `redis-server` by that name, which a Valkey may not have. */
async function requireRedis() {
  const program = await provideRedisProgram({ signal });
  if (!program) throw new Error(REDIS_ADVICE);
  if (basename(program) === 'redis-server') return;
  await symlink(program, join(folder, 'redis-server'));
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
}

async function test() {
  console.log(`Node.js ${process.versions.node}`);
  if (
    await step(
      'packages',
      preparation(() => install(ROOT, { signal })),
    )
  ) {
    await step('Redis', preparation(requireRedis));
    await step(
      'Chromium',
      preparation(() => provideChromium({ signal })),
    );
    await step('Python', noteMissingPython);
    await step('faketime', noteMissingFaketime);
    await inTwoLanes([
      () => step('build', async () => (await build(ROOT, { signal }), { passed: 1, failed: 0 })),
      ...(isWithoutChecks ? [] : checks(ROOT)).map(
        ({ name, args }) =>
          () =>
            step(name, () => check(args)),
      ),
    ]);
    await step('tests', jest);
  }
}

try {
  await test();
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
} catch (error) {
  console.error(error.message);
  tally.failed += 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(tally.failed > 0 ? 1 : 0);
