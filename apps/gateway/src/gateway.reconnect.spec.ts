import { GatewayStage } from '../test/gateway.stage.js';
import { freshKey, runningRecord, seenNow } from '../test/records.js';

const HOUR_MS = 3_600_000;

let stage: GatewayStage;
let changedAt = Date.now() - HOUR_MS;
beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);
afterAll(() => stage.close());
beforeEach(() => (changedAt = Date.now() - HOUR_MS));

/** The connection to Redis is cut behind the write that names this, so that the client sends it once more. */
async function afterCut<Answer>(named: string, act: () => PromiseLike<Answer>): Promise<Answer> {
  const isWrite = (sent: string) => /\r\neval(sha)?\r\n/i.test(sent) && sent.includes(named);
  const cut = stage.proxy.dropResponseTo(isWrite);
  const answer = await act();
  await cut;
  return answer;
}

const running = () => stage.has(seenNow(runningRecord, { changedAt, trackedAt: changedAt }));
const unchanged = () => ({ 'If-Unmodified-Since': new Date(changedAt).toUTCString() });

async function subscribed(): Promise<string> {
  const { body } = await stage.call('post', '/webhooks').send({ url: 'https://hooks.example.com/' }).expect(201);
  const { subscriptions } = stage.store;
  const text = (await subscriptions.read(body.id as string))!;
  await subscriptions.replace(body.id as string, text, JSON.stringify({ ...JSON.parse(text), changedAt }));
  return body.id as string;
}

describe('a write of a gateway whose connection to Redis breaks before the answer', () => {
  it('[condition.resent] describes a job under a condition, once', async () => {
    const { id, key, revision } = await running();
    const act = () => stage.call('patch', `/jobs/${id}`).set(unchanged()).send({ name: 'other' });
    const { status, body } = await afterCut(`:job:${key}`, act);
    expect([status, body.name, body.revision]).toEqual([200, 'other', revision + 1]);
    await act().expect(412);
  });

  it('[condition.resent] accepts a cancel request under a condition', async () => {
    const { id, key } = await running();
    const { status, body } = await afterCut(`:job:${key}`, () =>
      stage.call('post', `/jobs/${id}/cancel`).set(unchanged()),
    );
    expect([status, body.cancellation.status]).toEqual([202, 'requested']);
  });

  it.each([
    ['under a condition', unchanged],
    ['without one', () => ({})],
  ])('[condition.resent] forgets a job, %s', async (_, conditions) => {
    const { id, key } = await running();
    expect((await afterCut(`:job:${key}`, () => stage.call('delete', `/jobs/${id}`).set(conditions()))).status).toBe(
      204,
    );
    await stage.call('delete', `/jobs/${id}`).expect(404);
  });

  it('tracks a job anew', async () => {
    const key = freshKey();
    const act = () => stage.call('post', '/jobs').send({ id: `dm-prod~${key}` });
    expect((await afterCut(`:job:${key}`, act)).status).toBe(201);
    await act().expect(200);
  });

  it('takes an Idempotency-Key', async () => {
    const job = `dm-prod~${freshKey()}`;
    const act = () => stage.call('post', '/jobs').set('Idempotency-Key', job).send({ id: job });
    const answer = await afterCut(':idempotency:', act);
    expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([201, undefined]);
  });

  it('[condition.resent] changes a subscription under a condition', async () => {
    const id = await subscribed();
    const act = () => stage.call('patch', `/webhooks/${id}`).set(unchanged()).send({ description: 'other' });
    const { status, body } = await afterCut(id, act);
    expect([status, body.description]).toEqual([200, 'other']);
    await act().expect(412);
  });

  it('[condition.resent] rotates a secret once, under a condition and without', async () => {
    for (const conditions of [unchanged(), {}]) {
      const id = await subscribed();
      const before = JSON.parse((await stage.store.subscriptions.read(id))!).secrets;
      const { status, body } = await afterCut(id, () => stage.call('post', `/webhooks/${id}/rotate`).set(conditions));
      const { secrets } = JSON.parse((await stage.store.subscriptions.read(id))!);
      expect([status, secrets.map(({ value }: { value: string }) => value)]).toEqual([
        200,
        [body.secret, before[0].value],
      ]);
    }
  });

  it('[condition.resent] ends a subscription under a condition', async () => {
    const id = await subscribed();
    expect((await afterCut(id, () => stage.call('delete', `/webhooks/${id}`).set(unchanged()))).status).toBe(204);
    await stage.call('delete', `/webhooks/${id}`).expect(404);
  });

  it('makes one subscription', async () => {
    const url = `https://hooks.example.com/${freshKey()}`;
    const { status, body } = await afterCut(url, () => stage.call('post', '/webhooks').send({ url }));
    expect(status).toBe(201);
    const { webhooks } = (await stage.call('get', '/webhooks').expect(200)).body;
    expect(webhooks.filter((one: { url: string }) => one.url === url)).toMatchObject([{ id: body.id }]);
  });
});
