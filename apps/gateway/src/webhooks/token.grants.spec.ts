import { SubscriberPermissions, SubscriptionRepository } from '#libs/webhooks';
import { always, eventually } from '../../../../test/stage/eventually.js';
import { TokenIssuer } from '../../../../test/stage/token.issuer.js';
import { GatewayStage } from '../../test/gateway.stage.js';
import { runningRecord, seenNow } from '../../test/records.js';

const GRANT_MS = 12_000;

let issuer: TokenIssuer;
let stage: GatewayStage;
let subjects = 0;

beforeAll(async () => {
  issuer = await TokenIssuer.open();
  stage = await GatewayStage.open({ access: { jwt: issuer.rules, tokenGrant: `${GRANT_MS}ms` } });
}, 30_000);

afterAll(async () => {
  await stage.close();
  await issuer.close();
});

const tokenOf = (sub: string, claims: object = {}) =>
  issuer.token({ sub, scope: 'jobs:read jobs:track', connections: ['dm-prod'], ...claims });

/** The id of a subscription of somebody new, who was seen last a long time ago. */
async function subscribed(): Promise<{ id: string; sub: string }> {
  const sub = `somebody-${(subjects += 1)}`;
  const url = 'https://hooks.example.com/';
  const { body } = await stage
    .call('post', '/webhooks', await tokenOf(sub))
    .send({ url })
    .expect(201);
  const { id } = body as { id: string };
  await isSettled();
  await book().change(id, (present) => ({ ...present, grant: { ...present.grant, at: 0 } }));
  return { id, sub };
}

const book = () => stage.app.get(SubscriptionRepository);
const read = async (id: string) => (await book().find(id))!;
const mayReceive = async (id: string, connection = 'dm-prod') =>
  stage.app.get(SubscriberPermissions).mayReceive(await read(id), connection);

/** The tokens that came so far were looked through. */
async function isSettled(): Promise<void> {
  const { id } = await book().add({ ...(await anySubscription()), owner: 'jwt:witness' });
  await stage.call('get', '/jobs', await tokenOf('witness')).expect(200);
  await eventually(async () => expect((await read(id)).grant.at).toBeGreaterThan(0));
  await book().remove(id);
}

async function anySubscription() {
  const [any] = (await book().all()).values();
  const { id: _id, since: _since, ...facts } = any!;
  return { ...facts, grant: { connections: ['dm-prod'], at: 0 } };
}

describe('a subscription of a caller with a token', () => {
  it.each<[string, (sub: string, job: string) => Promise<unknown>]>([
    ['a list', async (sub) => stage.call('get', '/jobs', await tokenOf(sub)).expect(200)],
    [
      'a job that is answered in front of the framework',
      async (sub, job) => {
        const token = await tokenOf(sub);
        await stage.call('get', `/jobs/${job}`, token).expect(200);
        await stage.call('get', `/jobs/${job}`, token).expect(200);
      },
    ],
  ])('goes on when its owner reads %s with any good token', async (_, reads) => {
    const { id: job } = await stage.has(seenNow(runningRecord));
    const { id, sub } = await subscribed();
    const { changedAt } = await read(id);
    expect(await mayReceive(id)).toBe(false);
    await reads(sub, job);
    await eventually(async () => expect(await mayReceive(id)).toBe(true));
    expect((await read(id)).changedAt).toBe(changedAt);
  });

  it('goes on as long as a token that is remembered comes again', async () => {
    const { id, sub } = await subscribed();
    const token = await tokenOf(sub);
    for (let turn = 0; turn < 2; turn += 1) {
      await stage.call('get', '/jobs', token).expect(200);
      await eventually(async () => expect(await mayReceive(id)).toBe(true));
      await book().change(id, (present) => ({ ...present, grant: { ...present.grant, at: 0 } }));
    }
  });

  it.each<[string, object]>([
    ['that has expired', { exp: 1_700_000_000 }],
    ['without the scope for webhooks', { scope: 'jobs:read' }],
    ['of somebody else', { sub: 'another' }],
  ])('does not go on for a token %s', async (_, claims) => {
    const { id, sub } = await subscribed();
    await stage.call('get', '/jobs', await tokenOf(sub, claims));
    await isSettled();
    await always(async () => expect(await mayReceive(id)).toBe(false), 200);
  });

  it('delivers what its owner sees by then', async () => {
    const { id, sub } = await subscribed();
    await stage.call('get', '/jobs', await tokenOf(sub, { connections: ['hmc-lab'] })).expect(200);
    await eventually(async () => expect(await mayReceive(id, 'hmc-lab')).toBe(true));
    expect(await mayReceive(id)).toBe(false);
  });
});
