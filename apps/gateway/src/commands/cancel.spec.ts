import { done, refused, trouble, ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { ActingWorker } from '../../test/acting.worker.js';
import { DATAMEER_KEY, GatewayStage, READER_KEY } from '../../test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../../test/records.js';

let stage: GatewayStage;
let acts: ScriptedCommands;
let worker: ActingWorker;

beforeAll(async () => {
  stage = await GatewayStage.open({ gateway: { readWaitMs: 1_500 } });
  acts = new ScriptedCommands();
}, 30_000);
afterAll(() => stage.close());

const cancel = (key: string) => stage.call('post', `/jobs/dm-prod~${key}/cancel`);

describe('canceling without a worker', () => {
  it('[cancel.requested, revision.cancellation] stores the request, and the next worker carries it out', async () => {
    const { key } = await stage.has(seenNow(runningRecord));
    const wished = await cancel(key).expect(202);
    expect(wished.body).toMatchObject({ state: 'running', cancellation: { status: 'requested', reason: null } });
    expect(wished.headers).toMatchObject({ etag: 'W/"3"', 'content-location': `/jobs/dm-prod~${key}` });
    const again = await cancel(key).expect(202);
    expect(again.body.cancellation).toEqual(wished.body.cancellation);
    const untracked = freshKey();
    const { body } = await cancel(untracked).expect(202);
    expect(body).toMatchObject({ state: 'unknown', revision: Date.parse(body.trackedAt) + 1 });

    acts = new ScriptedCommands();
    worker = await ActingWorker.start(stage.redis, acts);
    worker.runs.set(key, 'RUNNING').set(untracked, 'RUNNING');
    await eventually(async () => {
      for (const one of [key, untracked]) {
        const { body } = await stage.call('get', `/jobs/dm-prod~${one}`);
        expect(body.cancellation.status).toBe('acknowledged');
      }
    }, 15_000);
    expect(acts.asked.sort()).toEqual([`cancel ${key}`, `cancel ${untracked}`].sort());
  }, 40_000);
});

describe('canceling', () => {
  let key: string;

  beforeEach(() => {
    Object.assign(acts, new ScriptedCommands());
    key = freshKey();
    worker.runs.set(key, 'RUNNING');
  });
  afterAll(() => worker.stop());

  const running = async () => {
    await eventually(async () => {
      const { body } = await stage.call('get', `/jobs/dm-prod~${key}`);
      expect(body.state).toBe('running');
    });
  };

  it('[cancel.by-observation] is accepted, asked of the upstream once however many ask, and seen in the state', async () => {
    await running();
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(key)));
    expect(new Set(answers.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
    for (const { status, body } of answers) {
      expect([200, 202]).toContain(status);
      expect(body.cancellation.requestedAt).toBe(answers[0]!.body.cancellation.requestedAt);
    }
    expect(acts.asked).toEqual([`cancel ${key}`]);
    worker.runs.set(key, 'CANCELED');
    await eventually(async () => {
      const { body } = await stage.call('get', `/jobs/dm-prod~${key}`);
      expect(body).toMatchObject({ state: 'canceled', cancellation: { status: 'acknowledged' } });
    });
    expect((await cancel(key).expect(200)).body.state).toBe('canceled');
    expect(acts.asked).toEqual([`cancel ${key}`]);
  });

  it('answers 200 where the upstream says that there is nothing to do', async () => {
    await running();
    acts.cancel = () => done('pending');
    expect((await cancel(key).expect(200)).body.cancellation.status).toBe('acknowledged');
  });

  it('[cancel.ended] answers 200 for an ended job, and calls no upstream', async () => {
    const ended = await stage.has(seenNow(endedRecord));
    expect((await cancel(ended.key).expect(200)).body.cancellation.status).toBe('none');
    expect(acts.asked).toEqual([]);
  });

  it("[cancel.unsupported, cancel.rejected] reports the upstream's code of the refusal", async () => {
    await running();
    acts.cancel = () => refused('unsupported', '404.4');
    const { body } = await cancel(key).expect(409);
    expect(body).toMatchObject({ code: 'cancel-unsupported', upstreamCode: '404.4', detail: 'The upstream says no.' });
    const job = await stage.call('get', `/jobs/dm-prod~${key}`);
    expect(job.body).toMatchObject({
      state: 'running',
      cancellation: { status: 'unsupported' },
      capabilities: { cancel: false },
    });
    acts.cancel = () => refused('conflict', 'busy');
    expect((await cancel(key).expect(409)).body).toMatchObject({ code: 'cancel-rejected', upstreamCode: 'busy' });
  });

  it('reports that it is unknown whether the upstream took it', async () => {
    await running();
    acts.cancel = () => trouble(true);
    const { body } = await cancel(key).expect(202);
    expect(body.cancellation).toMatchObject({ status: 'requested', reason: expect.stringContaining('not known') });
    await cancel(key).expect(202);
    expect(acts.asked).toEqual([`cancel ${key}`]);
  });

  it('[cancel.pointer] of a pointer cancels the run that it points to', async () => {
    worker.runs.set('88', key);
    const { body, headers } = await cancel('config-88').expect(202);
    expect([body.id, headers['content-location']]).toEqual([`dm-prod~${key}`, `/jobs/dm-prod~${key}`]);
    expect(acts.asked).toEqual([`cancel ${key}`]);
  });

  it('finds no job that there is not', async () => {
    worker.runs.delete(key);
    expect((await cancel(key).expect(404)).body.code).toBe('job-not-found');
    await stage.call('post', '/jobs/hmc-lab~86e44546-107f-11e1-bde0-0010184c8334/cancel', DATAMEER_KEY).expect(404);
  });

  it('needs the scope for it', async () => {
    const { body } = await stage.call('post', `/jobs/dm-prod~${key}/cancel`, READER_KEY).expect(403);
    expect(body.detail).toContain('jobs:operate');
  });
});
