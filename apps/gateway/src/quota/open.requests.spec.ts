import { Caller } from '#libs/access';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { eventually } from '../../../../test/stage/eventually.js';
import { GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { runningRecord, seenNow } from '../../test/records.js';
import { OpenRequests } from './open.requests.js';

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

  it.each([
    ['events.most-of-all', 'streams', '/events', {}, 6_000],
    ['get.wait-most-of-all', 'waits', '', { prefer: 'wait=0' }, 2_000],
  ] as const)(
    '[%s] is so many %s of all callers together, and others are answered meanwhile',
    async (_, kind, path, headers, most) => {
      const requests = stage.app.get(OpenRequests);
      const responses: ServerResponse[] = [];
      const enter = () => {
        const response = new ServerResponse(new IncomingMessage(new Socket()));
        const caller = new Caller({ name: `caller ${responses.length}`, scopes: [], connections: [] });
        requests.enter(kind, caller, response);
        responses.push(response);
      };
      // One that was closed a moment ago may still count.
      await eventually(() => {
        while (responses.length < most) enter();
      });
      const ask = () => read(path === '' ? `/jobs/${id}` : `${path}?format=json`, KEY).set(headers);
      try {
        const answer = await ask().expect(503);
        expect([answer.body.code, answer.headers['retry-after']]).toEqual(['gateway-full', '5']);
        await read(`/jobs/${id}`, KEY).expect(200);
        responses.pop()!.emit('close');
        await ask().expect(200);
      } finally {
        for (const response of responses) response.emit('close');
      }
    },
  );

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
