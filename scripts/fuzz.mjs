// npm run fuzz [-- requests [seed]]: malformed requests to every route of the API, many more than `npm test` sends.
import { randomInt } from 'node:crypto';
import { installAndBuild, runJest, runScript } from './processes/script.mjs';

const [requests = '20000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);

await runScript(async () => {
  await installAndBuild();
  await runJest(['--testPathPatterns=test/fuzz'], { JOBGATE_FUZZ_REQUESTS: requests, JOBGATE_FUZZ_SEED: seed });
});
