import fc from 'fast-check';
import { Agent } from 'node:http';
import { ApiSchema, type ApiDocument } from '../../apps/gateway/test/api.schema.js';
import { exchange } from './fuzz.exchange.js';
import { requestsOf, type FuzzRequest } from './fuzz.requests.js';
import { FuzzStage } from './fuzz.stage.js';
import { faultsOf } from './fuzz.verdict.js';

/** `npm run fuzz` asks for more; a seed makes it the same again. */
const REQUESTS = Number(process.env['JOBGATE_FUZZ_REQUESTS'] ?? 800);
const SEED = Number(process.env['JOBGATE_FUZZ_SEED'] ?? 20_261_126);
const AT_ONCE = 6;
const LONGEST_PAUSE_MS = 200;

let stage: FuzzStage;
let api: ApiSchema;
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  stage = await FuzzStage.open();
  const document = { operationId: 'readOpenApi', method: 'GET', path: '/openapi.json', headers: {}, body: null };
  api = new ApiSchema((await exchange(stage.url, document, agent)).body as ApiDocument);
}, 90_000);

afterAll(async () => {
  agent.destroy();
  await stage.close();
});

it(
  `answers whatever is sent to any route as the OpenAPI document says (${REQUESTS} requests, seed ${SEED})`,
  async () => {
    const statuses = new Map<number, number>();
    const succeeded = new Set<string>();
    /** One example of each kind of fault: all of them at once say more than the smallest of one. */
    const faults = new Map<string, string>();
    const requests = fc.sample(requestsOf(api.document), { numRuns: REQUESTS, seed: SEED });
    const send = async (request: FuzzRequest) => {
      const answer = await exchange(stage.url, request, agent);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status < 300) succeeded.add(request.operationId);
      for (const fault of faultsOf(api, request, answer)) {
        const kind = `${request.operationId}: ${fault.slice(0, 60)}`;
        if (!faults.has(kind)) faults.set(kind, `${fault.slice(0, 500)} after ${JSON.stringify(request)}`);
      }
    };
    const work = async () => {
      for (let request = requests.pop(); request !== undefined; request = requests.pop()) await send(request);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const loop = await stage.eventLoop();
    const counts = Object.fromEntries([...statuses].sort(([one], [other]) => one - other));
    process.stdout.write(
      `fuzz: ${JSON.stringify({ seed: SEED, statuses: counts, succeeded: succeeded.size, loop })}\n`,
    );
    expect([...faults.values()]).toEqual([]);
    expect(stage.isRunning).toBe(true);
    expect(stage.faults()).toEqual([]);
    expect(loop.longestWork).toBeLessThan(LONGEST_PAUSE_MS);
  },
  Math.max(120_000, REQUESTS * 60),
);
