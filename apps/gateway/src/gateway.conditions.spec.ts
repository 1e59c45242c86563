import { ScriptedCommands, done, run } from '../../../test/contract/commands.provider.js';
import { ActingWorker } from '../test/acting.worker.js';
import { GatewayStage } from '../test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../test/records.js';

const HOUR_MS = 3_600_000;
const AT_ONCE = 12;
const HOOK = 'https://hooks.example.com/';
const PRIVATE = 'http://10.0.0.1/';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);
afterAll(() => stage.close());

/** Something that can be changed, last changed an hour ago. */
interface Target {
  /** Where its present state is read. */
  path: string;
  /** null: it has none. */
  etag: string | null;
  changedAt: number;
}

async function job(make: typeof runningRecord): Promise<Target> {
  const changedAt = Date.now() - HOUR_MS;
  const { id, revision } = await stage.has(seenNow(make, { changedAt, trackedAt: changedAt }));
  return { path: `/jobs/${id}`, etag: `W/"${revision}"`, changedAt };
}

async function webhook(): Promise<Target> {
  const { body } = await stage.call('post', '/webhooks').send({ url: 'https://hooks.example.com/jobgate' }).expect(201);
  const { subscriptions } = stage.store;
  const text = (await subscriptions.read(body.id))!;
  const changedAt = Date.now() - HOUR_MS;
  await subscriptions.replace(body.id, text, JSON.stringify({ ...JSON.parse(text), changedAt }));
  const logged = { id: 'msg_1', connection: 'dm-prod', event: {}, body: '{}', at: changedAt, attempts: 1 };
  const log = JSON.stringify({ ...logged, status: 'failed', nextAttemptAt: null, tries: [] });
  await stage.store.deliveries.write(body.id, logged.id, changedAt, log);
  return { path: `/webhooks/${body.id}`, etag: null, changedAt };
}

const second = (milliseconds: number) => new Date(milliseconds).toUTCString();
const stateOf = async ({ path }: Target) => (await stage.call('get', path).expect(200)).body;

type Method = 'patch' | 'delete' | 'post';
type Case = [name: string, make: () => Promise<Target>, method: Method, below: string, body: object, status: number];

const running = () => job(runningRecord);
const CASES: Case[] = [
  ['describing a job', running, 'patch', '', { name: 'another' }, 200],
  ['untracking a job', running, 'delete', '', {}, 204],
  ['canceling a job', running, 'post', '/cancel', {}, 202],
  ['changing a subscription', webhook, 'patch', '', { description: 'another' }, 200],
  ['ending a subscription', webhook, 'delete', '', {}, 204],
  ['rotating a secret', webhook, 'post', '/rotate', {}, 200],
];

/** They change nothing of the subscription: any number may get through. */
const SENDING: Case[] = [
  ['testing a subscription', webhook, 'post', '/test', {}, 202],
  ['delivering once more', webhook, 'post', '/deliveries/msg_1/redeliver', {}, 202],
];

/** What lies on its way to a subscription by hand. */
const sent = async ({ path }: Target) =>
  (await stage.call('get', `${path}/deliveries`).expect(200)).body.deliveries.map(
    ({ status }: { status: string }) => status,
  );

describe.each([...CASES, ...SENDING])('%s', (_, make, method, below, body, status) => {
  const act = ({ path }: Target, conditions: Record<string, string>) =>
    stage.call(method, `${path}${below}`).set(conditions).send(body);

  it('[condition.if-match, condition.if-unmodified-since, condition.if-none-match, condition.nothing-done] does nothing unless its conditions hold', async () => {
    const target = await make();
    const before = await stateOf(target);
    const tag = target.etag ?? 'W/"1"';
    const failing: Record<string, string>[] = [
      { 'If-Match': '"99"' },
      { 'If-Match': tag },
      { 'If-Match': tag.replace('W/', '') },
      { 'If-Match': '"99"', 'If-Unmodified-Since': second(target.changedAt) },
      { 'If-Unmodified-Since': second(target.changedAt - 1_000) },
      { 'If-None-Match': '*' },
      ...(target.etag === null ? [] : [{ 'If-None-Match': `"99", ${target.etag}` }]),
    ];
    for (const conditions of failing) {
      const refused = await act(target, conditions).expect(412);
      expect(refused.body).toMatchObject({ code: 'precondition-failed', type: '/problems/precondition-failed' });
    }
    expect(await stateOf(target)).toEqual(before);
    if (target.path.startsWith('/webhooks/')) expect(await sent(target)).toEqual(['failed']);
  });

  it.each([
    ['If-Match: *', () => ({ 'If-Match': '*' })],
    ['the second of the last change', ({ changedAt }: Target) => ({ 'If-Unmodified-Since': second(changedAt) })],
    ['a date that is none', () => ({ 'If-Unmodified-Since': '2020-01-01' })],
    ['an older date beside If-Match', () => ({ 'If-Match': '*', 'If-Unmodified-Since': second(0) })],
    ['another tag that is not to be there', () => ({ 'If-None-Match': 'W/"99"' })],
  ])('is done under %s', async (_name, conditionsOf) => {
    const target = await make();
    await act(target, conditionsOf(target)).expect(status);
  });
});

describe.each(CASES.filter(([, , method]) => method !== 'delete'))('%s', (_, make, method, below, body, status) => {
  it('[condition.atomic] succeeds for one of many concurrent requests', async () => {
    const { path, changedAt } = await make();
    const conditions = { 'If-Unmodified-Since': second(changedAt) };
    const act = () => stage.call(method, `${path}${below}`).set(conditions).send(body);
    const statuses = (await Promise.all(Array.from({ length: AT_ONCE }, act))).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([status, ...Array.from({ length: AT_ONCE - 1 }, () => 412)]);
  });
});

describe.each([
  ['tracking', '/jobs', () => ({ id: `dm-prod~${freshKey()}` }), 201],
  ['tracking with a webhook', '/jobs', () => ({ id: `dm-prod~${freshKey()}`, webhook: `${HOOK}${freshKey()}` }), 201],
  ['subscribing', '/webhooks', () => ({ url: `${HOOK}${freshKey()}` }), 201],
])('%s', (_, path, bodyOf, status) => {
  const everything = async () => {
    const { total } = (await stage.call('get', '/jobs/summary?groupBy=connection').expect(200)).body;
    return [total, (await stage.call('get', '/webhooks').expect(200)).body.webhooks.length];
  };

  it.each([[{ 'If-Match': '"99"' }], [{ 'If-Match': 'W/"1", "2"' }], [{ 'If-None-Match': '*' }]])(
    '[condition.collection, condition.nothing-done] does nothing under %j, which does not hold for a list',
    async (conditions) => {
      const before = await everything();
      const { body } = await stage.call('post', path).set(conditions).send(bodyOf()).expect(412);
      expect(body.code).toBe('precondition-failed');
      expect(await everything()).toEqual(before);
    },
  );

  it.each([[{ 'If-Match': '*' }], [{ 'If-None-Match': 'W/"1"' }], [{ 'If-Unmodified-Since': second(0) }]])(
    '[condition.collection] is done under %j, which holds for a list',
    async (conditions) => {
      await stage.call('post', path).set(conditions).send(bodyOf()).expect(status);
    },
  );

  it('[condition.collection] is refused as ever where it would be without conditions', async () => {
    await stage.call('post', path).set({ 'If-Match': '"99"' }).send({}).expect(400);
    const refused = path === '/webhooks' ? { url: PRIVATE } : { ...bodyOf(), webhook: PRIVATE };
    const { body } = await stage.call('post', path).set({ 'If-Match': '"99"' }).send(refused).expect(400);
    expect(body.code).toBe('webhook-target-refused');
  });
});

describe('conditions', () => {
  it('[condition.collection, condition.nothing-done] prevent the start at the upstream', async () => {
    const acts = Object.assign(new ScriptedCommands(), { start: () => done(run(freshKey())) });
    const worker = await ActingWorker.start(stage.redis, acts);
    try {
      const key = freshKey();
      // The worker carries out cancellations that others wished for as well.
      const started = () => acts.asked.filter((what) => what.startsWith('start'));
      const start = (conditions: object) =>
        stage
          .call('post', '/connections/dm-prod/jobs')
          .set({ 'Idempotency-Key': key, ...conditions })
          .send({ configuration: 88 });
      await start({ 'If-Match': '"99"' }).expect(412);
      await start({ 'If-None-Match': '*' }).expect(412);
      expect(started()).toEqual([]);
      await start({ 'If-Match': '*' }).expect(202);
      expect(started()).toHaveLength(1);
      // What was done under the key is answered as it was.
      await start({ 'If-Match': '"99"' }).expect(202);
    } finally {
      await worker.stop();
    }
  }, 40_000);

  it('[condition.batch] are of no meaning for what changes nothing', async () => {
    const { path } = await running();
    const ids = [path.slice('/jobs/'.length)];
    for (const conditions of [{ 'If-Match': '"99"' }, { 'If-None-Match': '*' }]) {
      const { body } = await stage.call('post', '/jobs/batch').set(conditions).send({ ids }).expect(200);
      expect(body.items[0].status).toBe(200);
    }
  });

  it.each([
    ['a job', running, { name: 'kept' }],
    ['a subscription', webhook, { description: 'kept' }],
  ])('[condition.atomic] let %s be either changed or removed by two who saw the same state', async (_, make, body) => {
    for (let round = 0; round < 10; round += 1) {
      const { path, changedAt } = await make();
      const conditions = { 'If-Unmodified-Since': second(changedAt) };
      const [changed, removed] = await Promise.all([
        stage.call('patch', path).set(conditions).send(body),
        stage.call('delete', path).set(conditions),
      ]);
      expect([
        [200, 412],
        [404, 204],
      ]).toContainEqual([changed.status, removed.status]);
    }
  });

  it('leave what is refused without them as it is', async () => {
    const never = { 'If-Match': '"99"' };
    const path = `/jobs/dm-prod~${freshKey()}`;
    await stage.call('patch', path).set(never).send({ name: 'x' }).expect(404);
    await stage.call('delete', path).set(never).expect(404);
    await stage.call('delete', '/webhooks/wh_nothing').set(never).expect(404);
    const { path: known } = await running();
    const labels = Object.fromEntries(Array.from({ length: 33 }, (_, nth) => [`label-${nth}`, 'x']));
    await stage.call('patch', known).set(never).send({ labels }).expect(400);
    await stage.call('delete', `${known}/upstream`).set(never).expect(409);
  });

  it('[condition.nothing-done] leave the Idempotency-Key free', async () => {
    const target = await running();
    const cancel = (conditions: object) =>
      stage.call('post', `${target.path}/cancel`).set({ 'Idempotency-Key': target.path, ...conditions });
    await cancel({ 'If-Match': '"99"' }).expect(412);
    const { headers, body } = await cancel({ 'If-Match': '*' }).expect(202);
    expect(headers).not.toHaveProperty('idempotency-replayed');
    // What was done under it is answered as it was, although the job has changed by that.
    const again = await cancel({ 'If-Unmodified-Since': second(target.changedAt) }).expect(202);
    expect([again.headers['idempotency-replayed'], again.body]).toEqual(['true', body]);
  });

  it('[condition.if-unmodified-since, condition.nothing-done] prevent the deletion at the upstream', async () => {
    const acts = new ScriptedCommands();
    // The worker carries out cancellations that others wished for as well.
    const deleted = () => acts.asked.filter((what) => what.startsWith('delete'));
    const worker = await ActingWorker.start(stage.redis, acts);
    try {
      const { path, changedAt } = await job(endedRecord);
      const remove = (conditions: object) =>
        stage.call('delete', `${path}/upstream`).set({ 'Idempotency-Key': `delete-${path}`, ...conditions });
      await remove({ 'If-Unmodified-Since': second(changedAt - 1_000) }).expect(412);
      await remove({ 'If-Match': 'W/"3"' }).expect(412);
      expect(deleted()).toEqual([]);
      await remove({ 'If-Unmodified-Since': second(changedAt) }).expect(204);
      expect(deleted()).toHaveLength(1);
    } finally {
      await worker.stop();
    }
  }, 40_000);
});
