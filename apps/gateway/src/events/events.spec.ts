import { jest } from '@jest/globals';
import { formatJobId, type JobRecord } from '#libs/jobs';
import { eventually } from '../../../../test/stage/eventually.js';
import { EventListener } from '../../test/event-listener.js';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../../test/records.js';
import { EventStreams } from './event.streams.js';

jest.setTimeout(60_000);

const HMC_KEY = '86e44546-107f-11e1-bde0-0010184c8334';

describe('streams of events', () => {
  let scene: GatewayScene;
  let one: RunningGateway;
  let listeners: EventListener[] = [];

  beforeAll(async () => {
    scene = await GatewayScene.open();
    one = await scene.start();
  });
  afterEach(async () => {
    for (const listener of listeners) listener.close();
    listeners = [];
    await eventually(() => expect(one.app.get(EventStreams).size).toBe(0));
  });
  afterAll(() => scene.close());

  function listen(path: string, { key = KEYS.reader, from = one, after = undefined as string | undefined } = {}) {
    const listener = new EventListener(`${from.url}${path}`, key, after);
    listeners.push(listener);
    return listener;
  }

  const running = (changes: Partial<JobRecord> = {}) => seenNow(runningRecord, changes as object);

  async function change(record: JobRecord, changes: Partial<JobRecord> = {}): Promise<JobRecord> {
    const next = { ...record, ...changes, revision: record.revision + 1, changedAt: Date.now() };
    await scene.put(next);
    return next;
  }

  async function call(path: string, headers: Record<string, string> = {}, key = KEYS.reader) {
    const response = await fetch(`${one.url}${path}`, { headers: { Authorization: `Bearer ${key}`, ...headers } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  interface Page {
    events: { event: string; data: { id: string; revision?: number } | null }[];
    next: string;
  }
  async function page(path: string, headers: Record<string, string> = {}): Promise<Page> {
    const { text, status } = await call(path, { Accept: 'application/json', ...headers });
    expect(status).toBe(200);
    return JSON.parse(text) as Page;
  }
  const told = ({ events }: Page) => events.map(({ event, data }) => `${event} ${data?.id} ${data?.revision ?? ''}`);

  describe('of one job', () => {
    it('[events.snapshot, events.job, events.one-job] shows the job, then each change, and ends with the job', async () => {
      const first = running();
      await scene.put(first);
      const listener = listen(`/jobs/${first.id}/events`);
      await listener.saw(`snapshot ${first.id} 2`);
      const second = await change(first, { name: 'Größe 😀\nzwei' });
      await listener.saw(`snapshot ${first.id} 2`, `job ${first.id} 3`);
      expect(JSON.parse(listener.seen[1]!.data)).toMatchObject({ id: first.id, name: 'Größe 😀\nzwei', links: {} });
      await change(second, { state: 'succeeded', expiresAt: Date.now() + 60_000 });
      await eventually(() => expect(listener.isClosed).toBe(true), 10_000);
      expect(listener.lines).toEqual([`snapshot ${first.id} 2`, `job ${first.id} 3`, `job ${first.id} 4`]);
      // It came back by itself, and was told that there is nothing more.
      expect(listener.tries).toEqual([200, 204]);
    });

    it('says nothing of other jobs, and nothing of a touch', async () => {
      const [mine, other] = [running(), running()];
      await scene.put(mine);
      await scene.put(other);
      const listener = listen(`/jobs/${mine.id}/events`);
      await listener.saw(`snapshot ${mine.id} 2`);
      await change(other);
      const ended = seenNow(endedRecord);
      await scene.put(ended);
      const { connection, key } = ended;
      await scene.store.jobs.update({ connection, key }, (current) => ({
        revised: { record: current!.record, hasChanged: false, transition: null },
      }));
      await change(mine);
      await listener.saw(`snapshot ${mine.id} 2`, `job ${mine.id} 3`);
    });

    it('is an ended job once', async () => {
      const ended = seenNow(endedRecord);
      await scene.put(ended);
      const { status, headers, text } = await call(`/jobs/${ended.id}/events`);
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      expect(text).toMatch(/^retry: \d+\n\nevent: snapshot\nid: [\w-]+\ndata: \{.*\}\n\n$/);
    });

    it('begins before the job was polled', async () => {
      const record = running();
      const listener = listen(`/jobs/${record.id}/events`);
      await listener.saw(`snapshot ${record.id} 0`);
      expect(listener.seen[0]!.id).toBe('');
      expect((await page(`/jobs/${record.id}/events`)).next).toBeNull();
      expect(JSON.parse(listener.seen[0]!.data)).toMatchObject({ state: 'unknown', trackedAt: null });
      await scene.put(record);
      await listener.saw(`snapshot ${record.id} 0`, `job ${record.id} 2`);
    });

    it('[events.gone] ends when the job is deleted, and a reconnection does not track it again', async () => {
      const record = running();
      await scene.put(record);
      const listener = listen(`/jobs/${record.id}/events`);
      await listener.saw(`snapshot ${record.id} 2`);
      await scene.store.jobs.remove(record);
      await eventually(() => expect(listener.isClosed).toBe(true), 10_000);
      expect(listener.lines).toEqual([`snapshot ${record.id} 2`, `gone ${record.id}`]);
      expect(listener.tries).toEqual([200, 204]);
      const missed = await page(`/jobs/${record.id}/events?after=${listener.seen[0]!.id}`);
      expect(told(missed)).toEqual([`gone ${record.id} `]);
    });

    it.each([
      ['nothing', KEYS.reader, 400],
      ['nowhere~9', KEYS.reader, 404],
      [`hmc-lab~${HMC_KEY}`, KEYS.narrow, 404],
      ['dm-prod~9', 'nobody', 401],
      ['dm-prod~9', KEYS.tracker, 403],
    ])('is refused as the job is: %s', async (id, key, status) => {
      expect((await call(`/jobs/${id}/events`, {}, key)).status).toBe(status);
    });

    it('makes workers poll more often while it is open', async () => {
      const record = running();
      await scene.put(record);
      const listener = listen(`/jobs/${record.id}/events`);
      await listener.saw(`snapshot ${record.id} 2`);
      await eventually(async () => {
        const watched = await scene.store.watchers.current('dm-prod', Date.now());
        expect(watched.get(record.key)).toBeGreaterThan(Date.now() + 30_000);
      });
    });

    it('has a head', async () => {
      const record = running();
      await scene.put(record);
      const response = await fetch(`${one.url}/jobs/${record.id}/events`, {
        method: 'HEAD',
        headers: { Authorization: `Bearer ${KEYS.reader}` },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/event-stream');
    });
  });

  describe('of many jobs', () => {
    it('[events.filters, events.gone] shows what the filters let through, in the order of the list, and what comes to be so', async () => {
      const operation = freshKey();
      const [first, second] = [running({ operation }), running({ operation })];
      await scene.put({ ...first, changedAt: Date.now() - 1_000 });
      await scene.put(second);
      const listener = listen(`/events?operation=${operation}&state=active`);
      await listener.saw(`snapshot ${second.id} 2`, `snapshot ${first.id} 2`);
      expect(listener.seen.map(({ id }) => id !== '')).toEqual([false, true]);
      const third = running({ operation });
      await scene.put(third);
      await change(first, { state: 'succeeded', expiresAt: Date.now() + 60_000 });
      await scene.put(running({ operation: 'another' }));
      await change(second);
      await eventually(() => expect(listener.lines).toHaveLength(5));
      expect(listener.lines.slice(2)).toEqual([`job ${third.id} 2`, `gone ${first.id}`, `job ${second.id} 3`]);
      expect(listener.seen.slice(2).every(({ id }) => id !== '')).toBe(true);
    });

    it('says nothing of a job that never was among them', async () => {
      const operation = freshKey();
      const other = running({ operation: 'another' });
      await scene.put(other);
      const listener = listen(`/events?operation=${operation}`);
      const mine = running({ operation });
      await scene.put(mine);
      await listener.saw(`job ${mine.id} 2`);
      await scene.store.jobs.remove(await change(other));
      await scene.store.jobs.remove(mine);
      await listener.saw(`job ${mine.id} 2`, `gone ${mine.id}`);
    });

    it('delivers the last state of a job that changes quickly, and never an older one', async () => {
      const operation = freshKey();
      let record = running({ operation });
      const listener = listen(`/events?operation=${operation}`);
      for (let turn = 0; turn < 100; turn += 1) record = await change(record);
      await eventually(() => expect(listener.lines.at(-1)).toBe(`job ${record.id} 102`));
      const revisions = listener.lines.map((line) => Number(line.split(' ')[2]));
      expect(revisions).toEqual([...new Set(revisions)].sort((before, after) => before - after));
    });

    it('[access.hidden-in-events] shows no caller the jobs of others', async () => {
      const operation = freshKey();
      const hidden = running({
        operation,
        connection: 'hmc-lab',
        key: HMC_KEY,
        provider: 'ibm-hmc',
        id: formatJobId({ connection: 'hmc-lab', key: HMC_KEY }),
      });
      const mine = running({ operation });
      await scene.put(hidden);
      const listener = listen(`/events?operation=${operation}`, { key: KEYS.narrow });
      const asked = listen(`/events?operation=${operation}&connection=hmc-lab`, { key: KEYS.narrow });
      const all = listen(`/events?operation=${operation}`);
      await all.saw(`snapshot ${hidden.id} 2`);
      await change(hidden);
      await scene.put(mine);
      await all.saw(`snapshot ${hidden.id} 2`, `job ${hidden.id} 3`, `job ${mine.id} 2`);
      await listener.saw(`job ${mine.id} 2`);
      expect(asked.lines).toEqual([]);
    });

    it('stops its snapshot after a thousand jobs', async () => {
      const operation = freshKey();
      const records = Array.from({ length: 1_300 }, () => running({ operation }));
      const earlier = listen(`/events?operation=${operation}`);
      await Promise.all(records.map((record) => scene.put(record)));
      // What a gateway has yet to hear of comes behind the snapshot: it is to have heard of all, the last one included.
      const last = await change(records.at(-1)!);
      await eventually(() => expect(earlier.lines).toContain(`job ${last.id} 3`), 20_000);
      const listener = listen(`/events?operation=${operation}`);
      await eventually(() => expect(listener.lines).toHaveLength(1_000), 20_000);
      await change(records[0]!);
      await eventually(() => expect(listener.lines.at(-1)).toBe(`job ${records[0]!.id} 3`));
      expect(new Set(listener.lines).size).toBe(1_001);
    });

    it.each(['sort=startedAt', 'limit=5', 'cursor=x', 'state=none', 'color=red', 'format=xml', 'after=a&after=b'])(
      'refuses %s',
      async (query) => {
        const { status, text } = await call(`/events?${query}`);
        expect(status).toBe(400);
        expect(JSON.parse(text)).toMatchObject({ code: 'invalid-request', errors: [{}] });
      },
    );
  });

  describe('of a connection that is renamed', () => {
    it('delivers each job once it is moved, also one that is unchanged', async () => {
      const { connectionMove } = scene.store;
      const first = running();
      await scene.put(first);
      await listen(`/jobs/${first.id}/events`).saw(`snapshot ${first.id} 2`);
      await connectionMove.run('dm-prod', 'dm-former', Date.now());
      const listener = listen('/events?connection=dm-prod');
      await eventually(() => expect(listener.tries).toEqual([200]));
      expect(listener.lines).toEqual([]);
      await connectionMove.run('dm-former', 'dm-prod', Date.now());
      await eventually(() => expect(listener.lines).toContain(`job ${first.id} 2`));
    });
  });

  describe('begun again', () => {
    it('[events.replicas, events.last-event-id] goes on at another gateway, each job once, as it is now', async () => {
      const other = await scene.start();
      const operation = freshKey();
      let [first, second] = [running({ operation }), running({ operation })];
      await scene.put(first);
      await scene.put(second);
      const before = listen(`/events?operation=${operation}`);
      await eventually(() => expect(before.lines).toHaveLength(2));
      first = await change(first);
      await eventually(() => expect(before.lines).toHaveLength(3));
      before.close();
      for (let turn = 0; turn < 3; turn += 1) first = await change(first);
      second = await change(second, { operation: 'another' });
      const after = listen(`/events?operation=${operation}`, { from: other, after: before.lastId });
      await after.saw(`job ${first.id} 6`, `gone ${second.id}`);
      await change(first);
      await after.saw(`job ${first.id} 6`, `gone ${second.id}`, `job ${first.id} 7`);
      after.close();
      await eventually(() => expect(other.app.get(EventStreams).size).toBe(0));
    });

    it('[events.last-event-id] goes on from any event, also from one in the middle', async () => {
      const operation = freshKey();
      const records = Array.from({ length: 20 }, () => running({ operation }));
      const before = listen(`/events?operation=${operation}`);
      await eventually(() => expect(before.tries).toEqual([200]));
      for (const record of records) await scene.put(record);
      await eventually(() => expect(before.lines).toHaveLength(20));
      for (const at of [0, 7, 18]) {
        const after = listen(`/events?operation=${operation}`, { after: before.seen[at]!.id });
        await after.saw(...records.slice(at + 1).map(({ id }) => `job ${id} 2`));
      }
    });

    it.each([
      ['an id that is none', 'x y'],
      ['an id of another form', 'AgAA'],
      ['a place that is too old', null],
    ])('[events.reset] begins anew from %s', async (_, after) => {
      const operation = freshKey();
      const record = running({ operation });
      const { next } = await page(`/events?operation=${operation}`);
      await scene.put(record);
      await scene.store.redis.xtrim(scene.store.keys.events('dm-prod'), 'MAXLEN', 1);
      const listener = listen(`/events?operation=${operation}`, { after: after ?? next });
      await listener.saw('reset', `snapshot ${record.id} 2`);
      await change(record);
      await listener.saw('reset', `snapshot ${record.id} 2`, `job ${record.id} 3`);
    });

    it('is over when the job has ended and nothing was missed', async () => {
      const record = running();
      await scene.put(record);
      const { next } = await page(`/jobs/${record.id}/events`);
      const ended = await change(record, { state: 'failed', expiresAt: Date.now() + 60_000 });
      const missed = await call(`/jobs/${record.id}/events`, { 'Last-Event-ID': next });
      expect(missed.text).toContain('event: job');
      const id = /id: (.*)/.exec(missed.text)![1]!;
      expect((await call(`/jobs/${ended.id}/events`, { 'Last-Event-ID': id })).status).toBe(204);
    });
  });

  describe('in JSON', () => {
    it('[events.json] is what is there, then what has happened since', async () => {
      const operation = freshKey();
      const path = `/events?operation=${operation}`;
      const record = running({ operation });
      await scene.put(record);
      const first = await page(path);
      expect(told(first)).toEqual([`snapshot ${record.id} 2`]);
      const nothing = await page(`${path}&after=${first.next}`);
      expect(nothing.events).toEqual([]);
      await scene.store.jobs.remove(await change(record));
      const last = await page(path, { 'Last-Event-ID': nothing.next });
      expect(told(last)).toEqual([`gone ${record.id} `]);
      expect(told(await page(`${path}&after=nonsense`))).toEqual(['reset undefined ']);
    });

    it('[events.json] waits for the first event as long as the request says', async () => {
      const operation = freshKey();
      const path = `/events?operation=${operation}&format=json`;
      const { next } = await page(path);
      const waiting = call(`${path}&after=${next}`, { Prefer: 'wait=30' });
      await eventually(() => expect(one.app.get(EventStreams).size).toBe(1));
      const record = running({ operation });
      await scene.put(record);
      const { headers, text } = await waiting;
      expect(headers.get('preference-applied')).toBe('wait=30');
      expect(told(JSON.parse(text) as Page)).toEqual([`job ${record.id} 2`]);
      const startedAt = Date.now();
      expect((await page(path, { Prefer: 'wait=20', 'Last-Event-ID': next })).events).toHaveLength(1);
      expect(Date.now() - startedAt).toBeLessThan(10_000);
    });

    it('does not wait for a job that has ended', async () => {
      const record = seenNow(endedRecord);
      await scene.put(record);
      const path = `/jobs/${record.id}/events?format=json`;
      const first = await page(path, { Prefer: 'wait=30' });
      expect(told(first)).toEqual([`snapshot ${record.id} 3`]);
      expect(await page(`${path}&after=${first.next}`, { Prefer: 'wait=30' })).toEqual({
        events: [],
        next: first.next,
        complete: true,
        unreachable: [],
      });
    });
  });
});
