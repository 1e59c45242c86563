import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import {
  FAKETIME_ADVICE,
  provideChromium,
  provideFaketime,
  providePython,
  provideRedisProgram,
  PYTHON_ADVICE,
  REDIS_ADVICE,
} from '../programs/programs.mjs';
import { ROOT } from '../root.mjs';
import { build } from '../steps/build.step.mjs';
import { install } from '../steps/install.step.mjs';
import { checks } from './check.list.mjs';
import { countJest } from './jest.count.mjs';
import { runTwoAtATime, StepReport } from './step.report.mjs';

/** Preloaded into Jest and its workers, which otherwise finish their files when Jest has been ended. */
const LEASH = new URL('../processes/parent.leash.mjs', import.meta.url).href;
const STEP_WITHIN_MS = 40 * 60_000;

/**
 * Installs, builds, checks and tests on the Node.js that runs this, and writes a line for each step.
 * @param {{hasChecks: boolean, jestArguments: string[], mayBeSelective: boolean, workers: number, signal: AbortSignal}} run
 * @returns {Promise<{passed: number, failed: number}>} rejects when `signal` has stopped it
 */
export async function testHere({ hasChecks, signal, ...tests }) {
  const folder = await mkdtemp(join(tmpdir(), 'jobgate-test-'));
  const report = new StepReport(signal);
  try {
    console.log(`Node.js ${process.versions.node}`);
    if (await report.preparation('packages', () => install(ROOT, { signal }))) {
      await prepare(report, folder, signal);
      await runTwoAtATime([
        () =>
          report.step('build', async () => (await build(ROOT, { signal }), { passed: hasChecks ? 1 : 0, failed: 0 })),
        ...(hasChecks ? checks(ROOT) : []).map(
          ({ name, args }) =>
            () =>
              report.step(name, () => check(args, signal)),
        ),
      ]);
      const file = join(folder, 'jest.json');
      await report.step('tests', () => jest({ ...tests, file, signal }));
    }
    return report.totals;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(report, folder, signal) {
  await report.preparation('Redis', () => requireRedis(folder, signal));
  await report.preparation('Chromium', () => provideChromium({ signal }));
  await report.step('Python', () => noteMissingPython(signal));
  await report.step('faketime', () => noteMissingFaketime(signal));
}

async function check(args, signal) {
  const { ok, output } = await runCommand(process.execPath, args, { cwd: ROOT, signal, timeoutMs: STEP_WITHIN_MS });
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
}

async function jest({ jestArguments, mayBeSelective, workers, file, signal }) {
  // Each file loads its modules anew: in a small young generation they are copied again and again.
  const flags = ['--max-semi-space-size=64', '--experimental-vm-modules', '--no-warnings', '--import', LEASH];
  const program = [...flags, join(ROOT, 'node_modules/jest/bin/jest.js')];
  const args = [...program, `--maxWorkers=${workers}`, '--json', `--outputFile=${file}`, ...jestArguments];
  const { ok, output } = await runCommand(process.execPath, args, { cwd: ROOT, signal, timeoutMs: STEP_WITHIN_MS });
  const { passed, failed, complaints } = await countJest({ file, ok, mayBeSelective });
  return { passed, failed, output: [output, ...complaints].join('\n'), note: `${passed} of ${passed + failed}` };
}

/** The pages' Python is run where there is one; it keeps nothing else from being checked. */
async function noteMissingPython(signal) {
  const note =
    (await providePython({ signal })) === null ? `what the pages show in it is not run. ${PYTHON_ADVICE}` : '';
  return { passed: 0, failed: 0, note };
}

/** Without it no process of a test has another clock; everything else is tested all the same. */
async function noteMissingFaketime(signal) {
  return { passed: 0, failed: 0, note: (await provideFaketime({ signal })) === null ? FAKETIME_ADVICE : '' };
}

/** Tests start `redis-server` by that name, which a Valkey may not have. */
async function requireRedis(folder, signal) {
  const program = await provideRedisProgram({ signal });
  if (!program) throw new Error(REDIS_ADVICE);
  if (basename(program) === 'redis-server') return;
  await symlink(program, join(folder, 'redis-server'));
  process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
}
