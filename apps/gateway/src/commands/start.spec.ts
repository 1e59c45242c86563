import { done, refused, run, trouble, ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { ActingWorker } from '../../test/acting.worker.js';
import { DATAMEER_KEY, GatewayStage, READER_KEY } from '../../test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../../test/records.js';
import { RequestCommand } from '../idempotency/request.command.js';
import { UpstreamCommands } from './upstream.commands.js';

let stage: GatewayStage;
let worker: ActingWorker;
const acts = new ScriptedCommands();
/** The number of the run that is started next. */
let next: string;

beforeAll(async () => {
  stage = await GatewayStage.open({ gateway: { readWaitMs: 1_500 } });
  worker = await ActingWorker.start(stage.redis, acts);
}, 40_000);
afterAll(async () => {
  await worker.stop();
  await stage.close();
});
beforeEach(() => {
  next = freshKey();
  Object.assign(acts, new ScriptedCommands(), { start: () => done(run(next)) });
});

const start = (body: unknown, key?: string, caller?: string) => {
  const call = stage.call('post', '/connections/dm-prod/jobs', caller);
  return (key === undefined ? call : call.set('Idempotency-Key', key)).send(body as object);
};
const startsMade = () => acts.asked.filter((what) => what.startsWith('start')).length;

describe('starting a job', () => {
  it('[start.accepted, start.datameer] tracks the run at once, and says where it is', async () => {
    const { body, headers } = await start({ configuration: 88 }).expect(202);
    expect(headers['location']).toBe(`/jobs/dm-prod~${next}`);
    expect(body).toMatchObject({ id: `dm-prod~${next}`, observation: { source: 'start' } });
    worker.runs.set(next, 'RUNNING');
    await eventually(async () => {
      const job = await stage.call('get', `/jobs/dm-prod~${next}`);
      expect(job.body).toMatchObject({ state: 'running' });
    });
  });

  it('[start.datameer-sequence, start.sequence-labels] of several in sequence answers with the first, and all carry the same label', async () => {
    const [first, second] = [next, freshKey()];
    const { body } = await start({ configurations: [88, 91] }).expect(202);
    expect(body).toMatchObject({ id: `dm-prod~${first}`, labels: { 'jobgate/step': '1/2' } });
    next = second;
    worker.runs.set(first, 'COMPLETED');
    await eventually(async () => {
      const { labels } = (await stage.call('get', `/jobs/dm-prod~${second}`).set('Cache-Control', 'only-if-cached'))
        .body;
      expect(labels).toEqual({ ...body.labels, 'jobgate/step': '2/2' });
    }, 10_000);
    expect(startsMade()).toBe(2);
  });

  it.each([
    [{}, undefined],
    [{ configuration: 'eighty-eight' }, '/configuration'],
    [{ configuration: 88, color: 'red' }, '/color'],
    [[], ''],
  ])('refuses the body %j', async (body, pointer) => {
    const answer = await start(body).expect(400);
    expect(answer.body.code).toBe('invalid-request');
    const pointers = (answer.body.errors as { pointer: string }[]).map((fault) => fault.pointer);
    if (pointer !== undefined) expect(pointers).toContain(pointer);
    expect(startsMade()).toBe(0);
  });

  it('[start.allowed] refuses an operation that the connection does not allow', async () => {
    const call = stage.call('post', '/connections/hmc-lab/jobs');
    const { body } = await call.send({ method: 'POST', path: '/api/cpcs/1/operations/start', body: {} }).expect(422);
    expect(body.code).toBe('operation-not-allowed');
  });

  it.each([
    [refused('conflict', 'busy'), 409, 'start-rejected', 'busy'],
    [
      { refused: { reason: 'no-job' as const, code: 'empty', message: 'No job.' }, exchange: null },
      ...([502, 'no-job-created', 'empty'] as const),
    ],
    [trouble(false), 503, 'upstream-unavailable', 'timeout'],
    [trouble(true), 504, 'outcome-unknown', undefined],
  ] as const)('reports the outcome: %#', async (answer, status, code, upstreamCode) => {
    acts.start = () => answer;
    const { body, headers } = await start({ configuration: 88 }).expect(status);
    expect([body.code, body.upstreamCode]).toEqual([code, upstreamCode]);
    if (status === 503) expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(startsMade()).toBe(1);
  });

  it('needs the scope for it, and a connection that the caller sees', async () => {
    await start({ configuration: 88 }, undefined, READER_KEY).expect(403);
    const hidden = await stage.call('post', '/connections/hmc-lab/jobs', DATAMEER_KEY).send({}).expect(404);
    expect(hidden.body.code).toBe('connection-not-found');
  });

  it('that no worker takes in time is not made later', async () => {
    const commands = stage.app.get(UpstreamCommands);
    const impatient = new UpstreamCommands(commands['store'], commands['requests'], {
      untilBegun: 300,
      untilDone: 900,
    });
    const wish = { does: 'start' as const, steps: ['x'], caller: 'ada' };
    const command = RequestCommand.once();
    expect(await impatient.carryOut('hmc-lab', wish, command)).toEqual({ result: 'withdrawn' });
    expect(await stage.store.commands.read('hmc-lab', command.name)).toEqual({ status: 'withdrawn' });
    expect(command.progress).toBe('withdrawn');
  });
});

describe('a request with an Idempotency-Key', () => {
  it('[idempotency.replayed, idempotency.reused] is done once, and answered again with the first answer', async () => {
    const first = await start({ configuration: 88 }, '"one"').expect(202);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    const again = await start({ configuration: 88 }, 'one').expect(202);
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers['location'] });
    expect([again.text, again.headers['etag']]).toEqual([first.text, first.headers['etag']]);
    expect(startsMade()).toBe(1);
    const other = await start({ configuration: 89 }, 'one').expect(422);
    expect(other.body.code).toBe('idempotency-key-reused');
    next = freshKey();
    await start({ configuration: 88 }, 'one', DATAMEER_KEY).expect(202);
    expect(startsMade()).toBe(2);
  });

  it('[idempotency.in-progress] is done once for concurrent requests; the others get 409', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => start({ configuration: 88 }, 'many')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(202);
    for (const { status, headers, body } of answers.filter(({ status }) => status !== 202)) {
      expect([status, body.code]).toEqual([409, 'request-in-progress']);
      expect(headers['retry-after']).toMatch(/^\d+$/);
    }
    expect(startsMade()).toBe(1);
  });

  it('replays the refusal of the upstream, too', async () => {
    acts.start = () => refused('conflict', 'busy');
    const first = await start({ configuration: 88 }, 'refused').expect(409);
    acts.start = () => done(run(next));
    const again = await start({ configuration: 88 }, 'refused').expect(409);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('can be repeated where nothing was done', async () => {
    acts.start = () => trouble(false);
    await start({ configuration: 88 }, 'nothing').expect(503);
    acts.start = () => done(run(next));
    await start({ configuration: 88 }, 'nothing').expect(202);
    await start({}, 'nothing').expect(422);
  });

  it('is not done again where the outcome is unknown', async () => {
    acts.start = () => trouble(true);
    await start({ configuration: 88 }, 'unknown').expect(504);
    acts.start = () => done(run(next));
    expect((await start({ configuration: 88 }, 'unknown').expect(504)).body.code).toBe('outcome-unknown');
    expect(startsMade()).toBe(1);
  });

  it('is answered by another gateway when the first died over it', async () => {
    const first = await start({ configuration: 88 }, 'died').expect(202);
    // The state some seconds after a gateway died between the start and its report.
    const [name] = (await stage.store.redis.keys('test:idempotency:*')).slice(0);
    for (const key of await stage.store.redis.keys('test:idempotency:*')) await stage.store.redis.hdel(key, 'answer');
    expect(name).toBeDefined();
    next = freshKey();
    const again = await start({ configuration: 88 }, 'died').expect(202);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(startsMade()).toBe(1);
  });

  it('takes no key that is none', async () => {
    for (const key of ['""', 'a"b', 'x'.repeat(256), 'a b']) await start({ configuration: 88 }, key).expect(400);
    expect(startsMade()).toBe(0);
  });

  it('[idempotency.replayed, cancel.idempotency-key] works with tracking and canceling as well', async () => {
    const track = () =>
      stage
        .call('post', '/jobs')
        .set('Idempotency-Key', 'track')
        .send({ id: `dm-prod~${next}` });
    await track().expect(201);
    expect((await track().expect(201)).headers['idempotency-replayed']).toBe('true');
    const ended = await stage.has(seenNow(endedRecord));
    const cancel = () => stage.call('post', `/jobs/${ended.id}/cancel`).set('Idempotency-Key', 'cancel');
    await cancel().expect(200);
    expect((await cancel().expect(200)).headers).toMatchObject({
      'idempotency-replayed': 'true',
      'content-location': `/jobs/${ended.id}`,
    });
  });
});

describe('deleting what the upstream keeps', () => {
  const remove = (id: string) => stage.call('delete', `/jobs/${id}/upstream`);

  it('leaves the job here as it was, and offers nothing more to delete', async () => {
    const { id } = await stage.has(seenNow(endedRecord));
    const before = await stage.call('get', `/jobs/${id}`);
    expect(before.body.capabilities.delete).toBe(true);
    await remove(id).expect(204);
    await remove(id).expect(204);
    expect(acts.asked).toHaveLength(1);
    const after = await stage.call('get', `/jobs/${id}`);
    expect(after.body).toEqual({ ...before.body, capabilities: { cancel: false, delete: false } });
  });

  it('[delete-upstream.unsupported] is not for a job that has not ended, nor for a pointer', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    expect((await remove(id).expect(409)).body.code).toBe('job-not-ended');
    expect((await remove('dm-prod~config-88').expect(409)).body.code).toBe('delete-unsupported');
    expect(acts.asked).toEqual([]);
  });

  it('reports the refusal of the upstream', async () => {
    acts.delete = () => refused('conflict', '409.40');
    const { id } = await stage.has(seenNow(endedRecord));
    expect((await remove(id).expect(409)).body).toMatchObject({ code: 'delete-rejected', upstreamCode: '409.40' });
  });
});

describe('what the upstream lists', () => {
  const listed = {
    ...{ key: '5', kind: 'run' as const, state: 'running' as const, upstreamState: 'RUNNING', name: null },
    ...{ startedAt: Date.UTC(2026, 10, 21), endedAt: null },
  };

  it('is passed on with the ids that jobs have here, and tracks nothing', async () => {
    acts.list = () => done([listed, { ...listed, key: null }]);
    const { body } = await stage.call('get', '/connections/dm-prod/jobs').expect(200);
    expect(body.jobs).toEqual([
      { ...listed, id: 'dm-prod~5', startedAt: '2026-11-21T00:00:00.000Z' },
      { ...listed, key: null, id: null, startedAt: '2026-11-21T00:00:00.000Z' },
    ]);
    expect(await stage.store.jobs.read({ connection: 'dm-prod', key: '5' })).toBeNull();
  });

  it('[connections.runs] of a pointer are its runs', async () => {
    acts.runs = () => done([listed]);
    const { body } = await stage.call('get', '/connections/dm-prod/jobs/config-88/runs?offset=3&limit=900').expect(200);
    expect(body).toMatchObject({ pointer: 'dm-prod~config-88', offset: 3, limit: 200, runs: [{ id: 'dm-prod~5' }] });
    for (const query of ['limit=0', 'offset=-1', 'limit=x', 'page=2']) {
      await stage.call('get', `/connections/dm-prod/jobs/config-88/runs?${query}`).expect(400);
    }
  });

  it('is nothing where the upstream has no lists', async () => {
    expect((await stage.call('get', '/connections/hmc-lab/jobs').expect(404)).body.code).toBe('list-unsupported');
    const runs = await stage.call('get', '/connections/dm-prod/jobs/9/runs').expect(404);
    expect(runs.body.code).toBe('runs-unsupported');
  });
});
