import { eventually } from '../../../../test/stage/eventually.js';
import { GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { runningRecord, seenNow } from '../../test/records.js';

const LIMITS = { streams: 2, waits: 2 };

describe('what a caller has open at a gateway', () => {
  let stage: GatewayStage;
  let url: string;
  let id: string;
  const opened: AbortController[] = [];

  beforeAll(async () => {
    stage = await GatewayStage.open({ access: { limits: LIMITS } });
    url = await stage.app.getUrl();
    ({ id } = await stage.has(seenNow(runningRecord)));
  });
  afterEach(() => {
    for (const stream of opened.splice(0)) stream.abort();
  });
  afterAll(() => stage?.close());

  const read = (path: string, key = READER_KEY) => stage.call('get', path, key);

  it('[events.most] is so many streams, of whatever kind, until one of them is closed', async () => {
    const all = await open('/events');
    await open(`/jobs/${id}/events`);
    for (const path of ['/events', '/events?format=json', `/jobs/${id}/events`]) {
      const answer = await read(path).expect(429);
      expect([answer.body.code, answer.headers['retry-after']]).toEqual(['too-many-streams', '5']);
    }
    await read('/events?format=json', KEY).expect(200);
    all.abort();
    await eventually(() => read('/events?format=json').expect(200));
  });

  it('[get.wait-most] is so many reads that wait, until one of them is answered', async () => {
    const waiting = new AbortController();
    const wait = (signal: AbortSignal) =>
      fetch(`${url}/jobs/${id}`, { signal, headers: { authorization: `Bearer ${READER_KEY}`, prefer: 'wait=60' } });
    const waits = [wait(waiting.signal), wait(waiting.signal)].map((asked) => asked.catch(() => null));
    await eventually(async () => {
      const answer = await read(`/jobs/${id}`).set('prefer', 'wait=0').expect(429);
      expect([answer.body.code, answer.headers['retry-after']]).toEqual(['too-many-waits', '5']);
    });
    await read(`/jobs/${id}`).expect(200);
    await read(`/jobs/${id}`, KEY).set('prefer', 'wait=0').expect(200);
    waiting.abort();
    await Promise.all(waits);
    await eventually(() => read(`/jobs/${id}`).set('prefer', 'wait=0').expect(200));
  });

  it('is bounded as the configuration says from the next request on', async () => {
    const limit = (streams: number | null) =>
      stage.reconfigure((before) => ({
        ...before,
        access: { ...before.access, limits: { ...before.access.limits, streams } },
      }));
    limit(1);
    await open('/events');
    await read('/events').expect(429);
    limit(null);
    await open('/events');
  });

  /** Resolves when the stream has begun. */
  async function open(path: string): Promise<AbortController> {
    const controller = new AbortController();
    const headers = { authorization: `Bearer ${READER_KEY}`, accept: 'text/event-stream' };
    opened.push(controller);
    // One that was closed a moment ago may still count.
    await eventually(async () => {
      const asked = await fetch(`${url}${path}`, { signal: controller.signal, headers });
      expect(asked.status).toBe(200);
    });
    return controller;
  }
});
