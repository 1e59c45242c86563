import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { eventually, KEYS, Stage, type StageClient } from '../../../test/stage/index.js';

let stage: Stage;
let client: StageClient;

beforeEach(async () => {
  stage = await Stage.open({ workers: 0 });
  client = stage.client();
}, 60_000);

afterEach(() => stage.close());

const READING = { redis: 'ok', events: 'ok', worker: 'failed' };

describe('a gateway whose Redis is away', () => {
  it('says so at once, stays alive, and comes back by itself', async () => {
    await client.post('/jobs', { connection: 'dm-prod', key: '9' });
    await stage.redis.kill();
    await eventually(async () => {
      const startedAt = Date.now();
      const answer = await client.get('/jobs');
      expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
      expect(answer.headers).toMatchObject({
        'retry-after': '1',
        'content-type': 'application/problem+json; charset=utf-8',
      });
      expect(Date.now() - startedAt).toBeLessThan(4_500);
    });
    for (const path of ['/jobs/dm-prod~9', '/jobs/dm-prod~10', '/connections', '/jobs/dm-prod~9/result']) {
      expect([path, (await client.get(path)).status]).toEqual([path, 503]);
    }
    expect((await client.post('/jobs', { connection: 'dm-prod', key: '11' })).status).toBe(503);
    expect((await client.get('/health/live')).status).toBe(200);
    expect(await client.get('/health/ready')).toMatchObject({ status: 503, body: { checks: { redis: 'failed' } } });
    await stage.redis.restart();
    await eventually(async () => expect((await client.get('/jobs')).status).toBe(200));
    // There is no worker here.
    await eventually(async () => expect((await client.get('/health/ready')).body).toMatchObject({ checks: READING }));
  }, 60_000);

  it('[gateway.ready] is not ready while Redis hangs, and says so within a second or two', async () => {
    stage.redis.pause();
    try {
      const startedAt = Date.now();
      expect((await client.get('/health/ready')).status).toBe(503);
      expect(Date.now() - startedAt).toBeLessThan(4_500);
      expect((await client.get('/health/live')).status).toBe(200);
    } finally {
      stage.redis.resume();
    }
    await eventually(async () => expect((await client.get('/health/ready')).body).toMatchObject({ checks: READING }));
  }, 60_000);
});

describe('a gateway that is stopped', () => {
  it('ends the request in flight, and closes a connection that is kept alive', async () => {
    const idle = await openIdle(stage.gateway.url);
    const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.operator, expect: '100-continue' };
    const call = request(`${stage.gateway.url}/jobs`, {
      method: 'POST',
      headers,
      agent: new Agent({ keepAlive: true }),
    });
    call.flushHeaders();
    // From here on the gateway has the request, and waits for its body.
    await once(call, 'continue');
    const startedAt = Date.now();
    const ended = stage.gateway.kill('SIGTERM');
    await once(idle, 'close');
    call.end('{"id":"dm-prod~4711"}');
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(201);
    response.resume();
    await ended;
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(await stage.gateway.exited).toEqual({ code: 0, signal: null });
  }, 60_000);

  it('waits for requests no longer than its timeout', async () => {
    const socket = await openIdle(stage.gateway.url);
    socket.write('POST /jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n');
    await once(socket, 'data');
    const startedAt = Date.now();
    await Promise.all([stage.gateway.kill('SIGTERM'), once(socket, 'close')]);
    expect(Date.now() - startedAt).toBeLessThan(8_000);
  }, 60_000);

  it('takes no new connection', async () => {
    const { url } = stage.gateway;
    await stage.gateway.kill('SIGTERM');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  }, 60_000);
});

/** A connection that has had one answer, and is kept. */
async function openIdle(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(socket, 'data');
  return socket;
}
