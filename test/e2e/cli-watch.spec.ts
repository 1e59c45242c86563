import { jest } from '@jest/globals';
import { Store } from '#libs/store';
import { EXIT } from '../../apps/cli/src/cli.usage.js';
import { eventually, KEYS, Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { freePort } from '../stage/free-port.js';
import { Reaper } from '../stage/reaper.js';
import { entryOf } from '../stage/repository.js';
import { StageProcess } from '../stage/stage.process.js';

// A stream is begun anew each minute: until then nothing may be heard of a job that was lost with Redis.
jest.setTimeout(180_000);
const HEARD_WITHIN_MS = 90_000;

describe('jobgate watch', () => {
  let stage: Stage;
  let client: StageClient;
  let datameer: UpstreamHandle;
  let reaper: Reaper;

  beforeAll(async () => {
    const port = await freePort();
    stage = await Stage.open({ configure: ({ gateway }) => (gateway.port = port) });
    client = stage.client();
    datameer = stage.simulator.of('datameer');
    reaper = new Reaper(stage.folder);
  });
  afterAll(async () => {
    await reaper?.endAll();
    await stage?.close();
  });

  async function runningJob(): Promise<{ id: string; key: string }> {
    const key = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    return { id: `dm-prod~${key}`, key };
  }

  const ends = (key: string, outcome: 'succeeded' | 'failed' | 'canceled') =>
    datameer.change(key, { outcome, endsInMs: 0 });

  function watch(ids: readonly string[], url = stage.gateway.url, key: string = KEYS.operator): StageProcess {
    return new StageProcess({
      name: 'jobgate watch',
      command: process.execPath,
      args: [entryOf('cli'), 'watch', '--json', ...ids],
      environment: { JOBGATE_URL: url, JOBGATE_KEY: key },
      reaper,
    });
  }

  const statesOf = (cli: StageProcess) => cli.lines.filter((line) => line.startsWith('{')).map((line) => stateIn(line));
  const sees = (cli: StageProcess, id: string, state: string) =>
    cli.line((line) => line.startsWith('{') && isOf(line, id) && stateIn(line) === state, HEARD_WITHIN_MS);

  async function restartGateway(): Promise<void> {
    await stage.gateway.kill();
    stage.gateways.length = 0;
    await stage.startGateway();
    client = stage.client();
  }

  it.each([
    ['succeeded', EXIT.success],
    ['failed', EXIT.failure],
    ['canceled', EXIT.failure],
  ] as const)('of a job that %s ends with %d', async (outcome, code) => {
    const { id, key } = await runningJob();
    const cli = watch([id]);
    await sees(cli, id, 'running');
    await ends(key, outcome);
    expect(await cli.exited).toEqual({ code, signal: null });
    expect(statesOf(cli).at(-1)).toBe(outcome);
  });

  it.each([[1], [2]])('ends with 1 when the record is removed meanwhile, watching %d', async (count) => {
    const jobs = await Promise.all(Array.from({ length: count }, () => runningJob()));
    const cli = watch(jobs.map(({ id }) => id));
    for (const { id } of jobs) await sees(cli, id, 'running');
    for (const { id } of jobs) expect((await client.delete(`/jobs/${id}`)).status).toBe(204);
    expect(await cli.exited).toEqual({ code: EXIT.failure, signal: null });
    expect(statesOf(cli)).not.toContain('succeeded');
  });

  it.each([
    ['succeeds', 'succeeded', EXIT.success],
    ['fails', 'failed', EXIT.failure],
  ] as const)('of a job that is lost with Redis and %s ends as the job does', async (_, outcome, code) => {
    const { id, key } = await runningJob();
    const cli = watch([id]);
    await sees(cli, id, 'running');
    await stage.redis.command('FLUSHALL');
    await ends(key, outcome);
    expect(await cli.exited).toEqual({ code, signal: null });
    expect(statesOf(cli).at(-1)).toBe(outcome);
  });

  it('of several jobs that are lost with Redis ends with 0 only if all were seen to succeed', async () => {
    const jobs = [await runningJob(), await runningJob()];
    const cli = watch(jobs.map(({ id }) => id));
    for (const { id } of jobs) await sees(cli, id, 'running');
    await ends(jobs[0]!.key, 'succeeded');
    await sees(cli, jobs[0]!.id, 'succeeded');
    await stage.redis.command('FLUSHALL');
    await ends(jobs[1]!.key, 'failed');
    expect(await cli.exited).toEqual({ code: EXIT.failure, signal: null });
  });

  it.each([
    ['one job', 1, 'succeeded', EXIT.success],
    ['one job', 1, 'failed', EXIT.failure],
    ['two jobs', 2, 'succeeded', EXIT.success],
    ['two jobs', 2, 'failed', EXIT.failure],
  ] as const)('outlives the gateway, watching %s', async (_, count, outcome, code) => {
    const jobs = await Promise.all(Array.from({ length: count }, () => runningJob()));
    const cli = watch(jobs.map(({ id }) => id));
    for (const { id } of jobs) await sees(cli, id, 'running');
    await stage.gateway.kill();
    for (const { key } of jobs) await ends(key, outcome);
    await restartGateway();
    expect(await cli.exited).toEqual({ code, signal: null });
    expect(statesOf(cli).slice(-count)).toEqual(jobs.map(() => outcome));
  });

  it('ends with 1 for a job that was removed while the gateway was away', async () => {
    const { id, key } = await runningJob();
    const cli = watch([id]);
    await sees(cli, id, 'running');
    await stage.gateway.kill();
    const login = { tls: false, username: null, password: null, database: 0 };
    const store = Store.connect({ kind: 'single', host: '127.0.0.1', port: stage.redis.port, ...login }, 'stage');
    expect(await store.jobs.remove({ connection: 'dm-prod', key })).toBe(true);
    await store.close();
    await restartGateway();
    expect(await cli.exited).toEqual({ code: EXIT.failure, signal: null });
  });

  it.each([
    ['a job that there is not', () => ['dm-prod~987654321'], undefined, undefined, EXIT.failure],
    ['a connection that there is not', () => ['nowhere~1'], undefined, undefined, EXIT.failure],
    ['what is no id', () => ['nonsense'], undefined, undefined, EXIT.gateway],
    ['a gateway that is away', () => ['dm-prod~1'], 'http://127.0.0.1:1', undefined, EXIT.gateway],
    ['a key that is wrong', () => ['dm-prod~1'], undefined, 'wrong', EXIT.gateway],
    ['nothing', () => [], undefined, undefined, EXIT.usage],
  ] as const)('ends for %s with the code that is documented', async (_, ids, url, key, code) => {
    expect(await watch(ids(), url, key).exited).toEqual({ code, signal: null });
  });

  it('ends with 130 when it is interrupted', async () => {
    const { id } = await runningJob();
    const cli = watch([id]);
    await sees(cli, id, 'running');
    expect(await cli.kill('SIGINT')).toEqual({ code: EXIT.interrupted, signal: null });
    await eventually(() => expect(cli.isRunning).toBe(false));
  });
});

const stateIn = (line: string): unknown => (JSON.parse(line) as { state: unknown }).state;
const isOf = (line: string, id: string): boolean => (JSON.parse(line) as { id: unknown }).id === id;
