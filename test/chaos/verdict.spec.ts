import { applyObservation, newRecord, type Observation } from '#libs/jobs';
import { Store, type StoredJob } from '#libs/store';
import { openRedis, type RedisServer } from '../stage/redis-server.js';
import type { Member, Truth } from './job.population.js';
import { complaintsOf } from './verdict.js';

const AT = Date.UTC(2026, 10, 21, 8);
const RETENTION_MS = 86_400_000;

describe('what is wrong with the records of jobs', () => {
  let server: RedisServer;
  let store: Store;
  let member: Member;
  let truth: Truth;
  let tests = 0;

  beforeAll(async () => (server = await openRedis()));
  afterAll(() => server.close());
  beforeEach(async () => {
    store = Store.connect(server.location, `verdict-${(tests += 1)}`);
    member = { connection: 'hmc-lab', key: 'job-1' };
    truth = { ...member, state: 'succeeded', severity: 'ok', lifeMs: 1_000, calls: 2 };
    const record = newRecord({ ...member, provider: 'ibm-hmc', kind: 'run', trackedAt: AT });
    const tracked = await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
    await see(await see(tracked.committed ? tracked.stored : null, 'running', AT + 1), 'succeeded', AT + 2);
  });
  afterEach(() => store.close());

  async function see(base: StoredJob | null, state: 'running' | 'succeeded', at: number): Promise<StoredJob> {
    const observation: Observation = { state, upstreamState: state, rule: 'test' };
    const { record, ...revised } = applyObservation(base!.record, observation, {
      at,
      source: 'poll',
      retentionMs: RETENTION_MS,
    });
    const nextCheckAt = state === 'running' ? at + 1_000 : null;
    const planned = { ...record, observation: { ...record.observation, nextCheckAt } };
    const seen = await store.jobs.commit({ base, revised: { ...revised, record: planned } });
    if (!seen.committed) throw new Error('somebody else was faster');
    return seen.stored;
  }

  const complaints = (known: Truth | null = truth) =>
    complaintsOf(store, [member], new Map(known === null ? [] : [[`${member.connection}~${member.key}`, known]]));

  it('is nothing where a job has met its true end', async () => {
    expect(await complaints()).toEqual([]);
  });

  it('is what the simulator knows otherwise', async () => {
    expect(await complaints({ ...truth, state: 'failed' })).toEqual([expect.stringContaining('was failed in truth')]);
    expect(await complaints({ ...truth, severity: 'warning' })).toEqual([expect.stringContaining('severity ok')]);
    expect(await complaints(null)).toEqual([expect.stringContaining('unknown to the simulator')]);
  });

  const lastEvent = async () => (await store.redis.xrevrange(store.keys.events('hmc-lab'), '+', '-'))[0]![0];

  it.each<[string, () => Promise<unknown>, string]>([
    ['a record', () => store.redis.del(store.keys.job('hmc-lab', 'job-1')), 'has no record'],
    ['an expiry', () => store.redis.zrem(store.keys.expiry('hmc-lab'), 'job-1'), 'does not expire'],
    ['a place among its state', () => store.redis.zrem(store.keys.byState('hmc-lab', 'succeeded'), 'job-1'), 'nothing'],
    ['a place in order of change', () => store.redis.zrem(store.keys.byChange('hmc-lab'), 'job-1'), 'has 0 jobs in'],
    ['a place in order of start', () => store.redis.zrem(store.keys.byStart('hmc-lab'), 'job-1'), 'in order of start'],
    ['a history', () => store.redis.del(store.keys.history('hmc-lab', 'job-1')), 'has ended 0 times'],
    ['an event', async () => store.redis.xdel(store.keys.events('hmc-lab'), await lastEvent()), 'and the events'],
  ])('is %s that is missing', async (_, remove, complaint) => {
    await remove();
    expect(await complaints()).toContainEqual(expect.stringContaining(complaint));
  });

  const say = (type: string, revision: number) =>
    store.redis.xadd(
      store.keys.events('hmc-lab'),
      ...['*', 'type', type, 'key', 'job-1', 'revision', String(revision), 'from', 'running', 'to', 'succeeded'],
    );

  it.each<[string, () => Promise<unknown>, string]>([
    ['a check', () => store.redis.zadd(store.keys.schedule('hmc-lab'), AT, 'job-1'), 'has ended and is scheduled'],
    [
      'a state',
      () => store.redis.zadd(store.keys.byState('hmc-lab', 'running'), AT, 'job-1'),
      'stands in the index as',
    ],
    ['a begin', () => say('tracked', AT + 9), 'tracked exactly once'],
    ['an end', () => say('changed', AT + 9), 'and the events'],
    ['a step back', () => say('changed', 1), 'has events with the revisions'],
  ])('is %s too much', async (_, add, complaint) => {
    await add();
    expect(await complaints()).toContainEqual(expect.stringContaining(complaint));
  });
});
