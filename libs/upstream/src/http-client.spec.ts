import { getEventListeners } from 'node:events';
import { gzipSync } from 'node:zlib';
import { json, page, type Play, type Player } from '../../../test/contract/scripted-reply.js';
import { ScriptedUpstream } from '../../../test/contract/scripted-upstream.js';
import type { UpstreamConnection, UpstreamLimits } from './connection.js';
import type { UpstreamCall } from './exchange.js';
import { HttpClient } from './http-client.js';

const GET: UpstreamCall = { method: 'GET', target: '/jobs/1?full=true' };
const never = () => new AbortController().signal;

export function connectionTo(url: string, limits: Partial<UpstreamLimits> = {}): UpstreamConnection {
  return {
    name: 'lab',
    provider: 'ibm-hmc',
    url,
    tls: { ca: null, verify: true },
    auth: {},
    timeZone: 'UTC',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 100_000, ...limits },
    options: {},
  };
}

describe('a call', () => {
  let upstream: ScriptedUpstream;
  let client: HttpClient;
  afterEach(async () => {
    await client.close();
    await upstream.stop();
  });
  async function start(play: Player | Play, limits: Partial<UpstreamLimits> = {}) {
    upstream = await ScriptedUpstream.start(typeof play === 'function' ? play : () => play);
    client = new HttpClient(connectionTo(upstream.url, limits));
  }
  async function troubleOf(play: Play, limits: Partial<UpstreamLimits> = {}) {
    await start(play, limits);
    const outcome = await client.call(GET, never());
    if (!('trouble' in outcome)) throw new Error(`Expected trouble, not status ${outcome.response.status}.`);
    return outcome.trouble;
  }

  it('brings back status, headers and body, and reports how it went', async () => {
    await start({ status: 201, headers: { 'X-One': 'a', 'content-type': 'text/plain' }, body: 'héllo' });
    const outcome = await client.call(GET, never());
    if (!('response' in outcome)) throw new Error('Expected an answer.');
    expect(outcome.response).toMatchObject({ status: 201, headers: { 'x-one': 'a', 'content-type': 'text/plain' } });
    expect(outcome.response.body.toString('utf8')).toBe('héllo');
    expect(outcome.exchange).toMatchObject({ method: 'GET', target: GET.target, status: 201 });
    expect(outcome.exchange.milliseconds).toBeGreaterThanOrEqual(0);
  });

  it.each<[string, Play, boolean]>([
    ['the upstream never answers', { play: 'silence' }, true],
    ['the connection breaks', { play: 'reset' }, true],
    ['the answer is half', { play: 'half', reply: json(200, { text: 'x'.repeat(100) }) }, true],
    ['the answer is compressed', { ...json(200, {}), headers: { 'content-encoding': 'gzip' } }, true],
  ])('may have acted where %s', async (_what, play, mayHaveExecuted) => {
    await start(play, { timeoutMs: 150 });
    expect(await client.call(GET, never())).toMatchObject({ mayHaveExecuted });
  });

  it('has not acted where no connection came about, or where it was given up before its turn', async () => {
    await start({ play: 'silence' }, { concurrency: 1 });
    const turn = new AbortController();
    const first = client.call(GET, turn.signal);
    await upstream.arrived(1);
    const waiting = new AbortController();
    const second = client.call(GET, waiting.signal);
    waiting.abort();
    expect(await second).toMatchObject({ trouble: { code: 'aborted' }, mayHaveExecuted: false });
    turn.abort();
    expect(await first).toMatchObject({ trouble: { code: 'aborted' }, mayHaveExecuted: true });
    expect(await client.call(GET, AbortSignal.abort())).toMatchObject({ mayHaveExecuted: false });
    await upstream.stop();
    expect(await client.call(GET, never())).toMatchObject({
      trouble: { code: 'connection-refused' },
      mayHaveExecuted: false,
    });
  });

  it('sends what it was given and takes no compressed body', async () => {
    await start(json(200, {}));
    const headers = { 'x-api-session': 's', 'content-type': 'application/json' };
    await client.call({ method: 'POST', target: '/a', headers, body: '{"a":1}' }, never());
    const [received] = upstream.received;
    expect(received).toMatchObject({ method: 'POST', target: '/a', body: '{"a":1}' });
    expect(received!.headers).toMatchObject({ ...headers, 'accept-encoding': 'identity', 'user-agent': 'jobgate' });
  });

  it('goes below the path of the connection, or to another host when the target is a whole URL', async () => {
    await start(json(200, {}));
    const below = new HttpClient(connectionTo(`${upstream.url}/base`));
    await below.call(GET, never());
    await below.call({ method: 'POST', target: `${upstream.url}/elsewhere` }, never());
    await below.close();
    expect(upstream.received.map(({ target }) => target)).toEqual(['/base/jobs/1?full=true', '/elsewhere']);
  });

  it('takes any status for a response, and follows no redirect', async () => {
    await start(() => ({ status: 302, headers: { location: '/elsewhere' }, body: '' }));
    expect(await client.call(GET, never())).toMatchObject({ response: { status: 302 } });
    upstream.player = () => page(500);
    expect(await client.call(GET, never())).toMatchObject({ response: { status: 500 } });
    expect(upstream.received).toHaveLength(2);
  });

  it('joins several values of one header', async () => {
    await start({ status: 200, headers: { 'set-cookie': ['a=1', 'b=2'] as unknown as string } });
    expect(await client.call(GET, never())).toMatchObject({ response: { headers: { 'set-cookie': 'a=1, b=2' } } });
  });

  it.each<[string, Play, string, string]>([
    ['a reset', { play: 'reset' }, 'unreachable', 'connection-reset'],
    ['half a body', { play: 'half', reply: json(200, 'x'.repeat(99)) }, 'unreachable', 'connection-reset'],
    ['something else than HTTP', { play: 'garbage', text: 'SSH-2.0-x\r\n' }, 'malformed', 'invalid-http'],
    ['endless headers', { status: 200, headers: { x: 'x'.repeat(60_000) } }, 'malformed', 'invalid-http'],
    ['too much body', { play: 'flood', bytes: 50_000_000, status: 200 }, 'malformed', 'answer-too-large'],
  ])('meets %s with trouble', async (_what, play, kind, code) => {
    expect(await troubleOf(play)).toMatchObject({ kind, code });
  });

  it('takes a body of the largest size, and none that promises or brings one byte more', async () => {
    const limits = { maxResponseBytes: 1_000 };
    await start({ status: 200, body: 'x'.repeat(1_000) }, limits);
    expect(await client.call(GET, never())).toMatchObject({ response: { status: 200 } });
    const tooLarge = { trouble: { kind: 'malformed', code: 'answer-too-large', upstreamStatus: 200 } };
    upstream.player = () => ({ status: 200, body: 'x'.repeat(1_001) });
    expect(await client.call(GET, never())).toMatchObject(tooLarge);
    const body = Buffer.alloc(1_001, 'x');
    upstream.player = () => ({ status: 200, headers: { 'content-length': '1001' }, body });
    expect(await client.call(GET, never())).toMatchObject(tooLarge);
  });

  it('does not unpack', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const reply = { status: 200, headers: { 'content-encoding': 'GZIP' }, body: bomb };
    expect(await troubleOf(reply)).toMatchObject({ kind: 'malformed', code: 'compressed-answer', upstreamStatus: 200 });
    upstream.player = () => ({ status: 200, headers: { 'content-encoding': 'identity' }, body: 'plain' });
    expect(await client.call(GET, never())).toMatchObject({ response: { status: 200 } });
  });

  it('runs out of time without headers, and without the end of a body', async () => {
    const timeout = { kind: 'unreachable', code: 'timeout', message: 'The upstream did not answer within 80 ms.' };
    expect(await troubleOf({ play: 'silence' }, { timeoutMs: 80 })).toMatchObject(timeout);
    upstream.player = () => ({ play: 'drip', reply: { status: 200, body: 'x'.repeat(300) }, everyMs: 10 });
    expect(await client.call(GET, never())).toMatchObject({ trouble: timeout, exchange: { status: null } });
    expect(client.busy).toBe(0);
  });

  it('does not count the wait for its turn against its time', async () => {
    const slowly: Player = () => ({ play: 'drip', reply: { status: 200, body: 'x'.repeat(10) }, everyMs: 10 });
    await start(slowly, { concurrency: 1, timeoutMs: 400 });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => client.call(GET, never())));
    for (const outcome of outcomes) expect(outcome).toHaveProperty('response');
  });

  it('is given up at once, on its way as well as while it waits for its turn', async () => {
    await start({ play: 'silence' }, { concurrency: 1 });
    const controller = new AbortController();
    const calls = [client.call(GET, controller.signal), client.call(GET, controller.signal)];
    await upstream.arrived(1);
    controller.abort();
    for (const outcome of await Promise.all(calls)) {
      expect(outcome).toMatchObject({ trouble: { kind: 'unreachable', code: 'aborted' } });
    }
    expect(await client.call(GET, controller.signal)).toMatchObject({ trouble: { code: 'aborted' } });
    expect(client.busy).toBe(0);
    expect(upstream.received).toHaveLength(1);
  });

  it('leaves nothing behind on a signal that lives long', async () => {
    await start(json(200, {}));
    const signal = never();
    for (let call = 0; call < 20; call += 1) await client.call(GET, signal);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('never has more in flight than it may, and reuses its sockets', async () => {
    await start(() => ({ play: 'held', reply: json(200, {}), until: upstream.arrived(3) }), { concurrency: 3 });
    await Promise.all(Array.from({ length: 30 }, () => client.call(GET, never())));
    expect(upstream.mostInFlight).toBe(3);
    expect(upstream.connections).toBeLessThanOrEqual(3);
  });

  it.each<[string, Play]>([
    ['resets', { play: 'reset' }],
    ['calls that were given up', { play: 'silence' }],
    ['answers that close their connection', { status: 200, headers: { connection: 'close' }, body: '{}' }],
  ])('reuses its sockets again after many %s', async (_what, play) => {
    await start(play, { concurrency: 20 });
    const controller = new AbortController();
    const first = Array.from({ length: 100 }, () => client.call(GET, controller.signal));
    await upstream.arrived(20);
    if ('play' in play && play.play === 'silence') controller.abort();
    await Promise.all(first);
    upstream.player = () => json(200, {});
    const before = upstream.connections;
    const again = Array.from({ length: 200 }, () => client.call(GET, never()));
    for (const outcome of await Promise.all(again)) expect(outcome).toHaveProperty('response');
    expect(upstream.connections - before).toBeLessThanOrEqual(20);
  });

  it('gives up all calls when it is closed, and makes none afterwards', async () => {
    await start({ play: 'silence' }, { concurrency: 1 });
    const calls = [client.call(GET, never()), client.call(GET, never())];
    await upstream.arrived(1);
    await client.close();
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject({ trouble: { code: 'aborted' } });
    expect(await client.call(GET, never())).toMatchObject({ trouble: { kind: 'unreachable', code: 'aborted' } });
    await upstream.deserted();
  });

  it('says when nobody listens, or the host has no address', async () => {
    await start(json(200, {}));
    await upstream.stop();
    expect(await client.call(GET, never())).toMatchObject({ trouble: { code: 'connection-refused' } });
    const nowhere = new HttpClient(connectionTo('http://nowhere.invalid'));
    expect(await nowhere.call(GET, never())).toMatchObject({ trouble: { code: 'host-not-found' } });
    await nowhere.close();
  });
});
