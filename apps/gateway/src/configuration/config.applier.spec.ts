import type { GatewayConfiguration } from '#libs/config';
import { eventually } from '../../../../test/stage/eventually.js';
import { createHash } from 'node:crypto';
import { EventListener } from '../../test/event-listener.js';
import { DATAMEER_KEY, GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { runningRecord, seenNow } from '../../test/records.js';

const sha256 = (key: string) => createHash('sha256').update(key).digest('hex');

/** The operator's key is replaced by another one. */
const rotated = (configuration: GatewayConfiguration): GatewayConfiguration => {
  const { access } = configuration;
  const keys = access.keys.map((key) => (key.name === 'operator' ? { ...key, sha256: sha256('new-key') } : key));
  return { ...configuration, access: { ...access, keys } };
};
const without = (name: string) => (configuration: GatewayConfiguration) => ({
  ...configuration,
  connections: configuration.connections.filter((connection) => connection.name !== name),
});

describe('a running gateway whose configuration changes', () => {
  let stage: GatewayStage;
  let listeners: EventListener[];

  beforeEach(async () => {
    stage = await GatewayStage.open();
    listeners = [];
  }, 30_000);
  afterEach(async () => {
    for (const listener of listeners) listener.close();
    await stage.close();
  });

  const url = () => {
    const address = stage.server.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  };
  const listen = (path: string, key: string) => {
    const listener = new EventListener(`${url()}${path}`, key);
    listeners.push(listener);
    return listener;
  };

  it('accepts the new key and no longer the old one, on the fast path and in the framework', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    for (const path of [`/jobs/${id}`, '/jobs', '/connections']) await stage.call('get', path, KEY).expect(200);
    stage.reconfigure(rotated);
    for (const path of [`/jobs/${id}`, '/jobs', '/connections']) {
      await stage.call('get', path, KEY).expect(401);
      await stage.call('get', path, 'new-key').expect(200);
      await stage.call('get', path, READER_KEY).expect(200);
    }
  });

  it('ends the streams of callers whose rights changed; they reconnect with the new ones', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    const operator = listen(`/jobs/${id}/events`, KEY);
    await operator.saw(`snapshot ${id} 2`);
    stage.reconfigure(rotated);
    await eventually(() => expect(operator.isClosed).toBe(true));
    await stage.call('get', `/jobs/${id}/events`, KEY).expect(401);
    const again = listen(`/jobs/${id}/events`, 'new-key');
    await again.saw(`snapshot ${id} 2`);
  });

  it('leaves streams alone when what can be seen is the same', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    const listener = listen(`/jobs/${id}/events`, KEY);
    await listener.saw(`snapshot ${id} 2`);
    stage.reconfigure((before) => ({ ...before, webhooks: { ...before.webhooks, allowPrivateTargets: true } }));
    await stage.call('get', `/jobs/${id}`).expect(200);
    expect(listener.isClosed).toBe(false);
  });

  it('does not know a connection any more that was taken out, nor its jobs, held answers included', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    for (let time = 0; time < 3; time += 1) await stage.call('get', `/jobs/${id}`).expect(200);
    stage.reconfigure(without('dm-prod'));
    expect((await stage.call('get', `/jobs/${id}`).expect(404)).body.code).toBe('job-not-found');
    await stage.call('get', '/connections/dm-prod').expect(404);
    expect((await stage.call('get', '/jobs').expect(200)).body.jobs).toEqual([]);
  });

  it('knows a connection that was added, with its jobs and what happens to them', async () => {
    const whole = stage;
    whole.reconfigure(without('dm-prod'));
    const { id } = await whole.has(seenNow(runningRecord));
    whole.reconfigure((before) => ({
      ...before,
      connections: [...before.connections, { ...before.connections[0]!, name: 'dm-prod', provider: 'datameer' }],
    }));
    await whole.call('get', '/connections/dm-prod', DATAMEER_KEY).expect(200);
    expect((await whole.call('get', `/jobs/${id}`).expect(200)).body).toMatchObject({ id, state: 'running' });
    const listener = listen('/events?connection=dm-prod', DATAMEER_KEY);
    await listener.saw(`snapshot ${id} 2`);
    await whole.call('patch', `/jobs/${id}`).send({ name: 'renamed' }).expect(200);
    await listener.saw(`snapshot ${id} 2`, `job ${id} 3`);
  });

  it('counts against a quota from the moment that there is one, and no longer when there is none', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    const quotaOf = (reads: GatewayConfiguration['access']['quota']['reads']) => (before: GatewayConfiguration) => ({
      ...before,
      access: { ...before.access, quota: { reads, writes: null } },
    });
    stage.reconfigure(quotaOf({ count: 2, perMs: 86_400_000 }));
    for (const path of [`/jobs/${id}`, '/jobs']) {
      await stage.call('get', path).expect(200);
      await stage.call('get', path).expect(200);
      await stage.call('get', path).expect(429);
    }
    stage.reconfigure(quotaOf({ count: 5, perMs: 86_400_000 }));
    const more = await stage.call('get', '/jobs').expect(200);
    expect(more.headers['ratelimit-policy']).toBe('"reads";q=5;w=86400');
    stage.reconfigure(quotaOf(null));
    expect((await stage.call('get', '/jobs').expect(200)).headers).not.toHaveProperty('ratelimit');
  });

  it('takes webhooks to private addresses when that is allowed, and no longer', async () => {
    const subscribe = () => stage.call('post', '/webhooks').send({ url: 'http://10.0.0.1/hook' });
    await subscribe().expect(400);
    stage.reconfigure((before) => ({ ...before, webhooks: { ...before.webhooks, allowPrivateTargets: true } }));
    await subscribe().expect(201);
    stage.reconfigure((before) => ({ ...before, webhooks: { ...before.webhooks, allowPrivateTargets: false } }));
    await subscribe().expect(400);
  });

  it('takes webhooks to the networks that are open, on their ports, and no longer', async () => {
    const subscribe = (url: string) => stage.call('post', '/webhooks').send({ url });
    await subscribe('https://10.1.0.1:8443/hook').expect(400);
    const allow = (...entries: { cidr: string; ports: number[] }[]) =>
      stage.reconfigure((before) => ({ ...before, webhooks: { ...before.webhooks, allow: entries } }));
    allow({ cidr: '10.1.0.0/16', ports: [8443] });
    await subscribe('https://10.1.0.1:8443/hook').expect(201);
    const refused = await subscribe('https://10.1.0.1/hook').expect(400);
    expect(refused.body).toMatchObject({ code: 'webhook-target-refused', errors: [{ pointer: '/url' }] });
    allow();
    await subscribe('https://10.1.0.1:8443/hook').expect(400);
  });
});
