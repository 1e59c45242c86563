// npm run chaos [-- --seed N --minutes M --topology single|sentinel|cluster --beside folder]: clients and faults for minutes, and what
// the clients observed checked against the rules of test/chaos.
import { chaosEnvironment } from './chaos/chaos.options.mjs';
import { installAndBuild, runJest, runScript } from './processes/script.mjs';
import { FAKETIME_ADVICE, provideFaketime } from './programs/programs.mjs';

await runScript(async () => {
  const environment = chaosEnvironment(process.argv.slice(2));
  await installAndBuild();
  if ((await provideFaketime({ announce: console.log })) === null) console.log(FAKETIME_ADVICE);
  const { JOBGATE_CHAOS_SEED: seed, JOBGATE_CHAOS_MINUTES: minutes, JOBGATE_CHAOS_TOPOLOGY: topology } = environment;
  console.log(`npm run chaos -- --seed ${seed} --minutes ${minutes} --topology ${topology}`);
  await runJest(['--silent=false', '--testPathPatterns=test/chaos/seen-by-clients'], environment);
});
