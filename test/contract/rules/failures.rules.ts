import { constants, gzipSync } from 'node:zlib';
import { json, page, type Play } from '../scripted-reply.js';
import type { ProviderHarness, ReceivedRequest, Reply, Script } from '../provider-harness.js';
import { useStages } from './stages.js';

const BOMB = gzipSync(Buffer.alloc(50_000_000), { level: constants.Z_BEST_SPEED });
const FLOOD_BYTES = 50_000_000;
/** What may lie in socket buffers on the way after the reader went away. */
const IN_TRANSIT_BYTES = 20_000_000;
const NEST = '['.repeat(200_000);
const DATA_SHAPES = ['malformed', 'unreachable'];

/** Trouble in observing: always named for what it is, never an outcome of the job, never an exception. */
export function describeTrouble(harness: ProviderHarness): void {
  const open = useStages(harness);
  const well = harness.rawStatuses[0]!.script;
  const kindOf = async (play: Play | Script, timeoutMs = 5_000) =>
    (await (await open(play, { timeoutMs })).pollFailing()).kind;

  it.each([...harness.throttled, { row: '429', script: json(429, {}), retryAfterMs: null }])(
    'lets itself be slowed down: $row',
    async ({ script, retryAfterMs }) => {
      expect(await (await open(script)).pollFailing()).toMatchObject({ kind: 'throttled', retryAfterMs });
    },
  );

  it('receives for how long it is to wait', async () => {
    const inSeconds = await open(json(429, {}, { 'retry-after': '7' }));
    expect(await inSeconds.pollFailing()).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
  });

  it.each([500, 502, 503, 504])('takes status %s for an upstream that cannot be asked', async (status) => {
    expect(await kindOf(json(status, { error: 'out of order' }))).toBe('unreachable');
  });

  it.each([200, 500, 502, 503])(
    'takes a web page with status %s for an upstream that cannot be asked',
    async (status) => {
      expect(await kindOf(page(status))).toBe('unreachable');
      expect(await kindOf({ ...page(status), headers: {} })).toBe('unreachable');
    },
  );

  it('gives up when no response comes in time', async () => {
    expect(await (await open({ play: 'silence' }, { timeoutMs: 150 })).pollFailing()).toMatchObject({
      kind: 'unreachable',
      code: 'timeout',
    });
  });

  it('gives up when the response only trickles', async () => {
    const play: Play = { play: 'drip', reply: json(200, { text: 'x'.repeat(500) }), everyMs: 20 };
    // With the log-on at once and the answer too slow, only the answer can run out of time.
    expect(await (await open(play, { timeoutMs: 300 })).pollFailing()).toMatchObject({ code: 'timeout' });
  });

  it('takes a broken connection for an upstream that cannot be asked', async () => {
    expect(await kindOf({ play: 'reset' })).toBe('unreachable');
    expect(await kindOf({ play: 'half', reply: json(200, { text: 'x'.repeat(500) }) })).toBe('unreachable');
  });

  it('takes a refused connection for an upstream that cannot be asked', async () => {
    const stage = await open(well);
    await stage.upstream.stop();
    expect(await stage.pollFailing()).toMatchObject({ kind: 'unreachable', code: 'connection-refused' });
  });

  it('recovers from a restart of the upstream in the middle of its work', async () => {
    const stage = await open(well);
    await stage.pollOk();
    stage.whenCalled = () => ({ play: 'reset' });
    expect((await stage.pollFailing()).kind).toBe('unreachable');
    stage.whenCalled = (request) => replyOf(well, request);
    await stage.pollOk();
  });

  it('takes half of a response for no response', async () => {
    const half = (request: ReceivedRequest): Reply => {
      const whole = replyOf(well, request);
      const body = Buffer.from(whole.body ?? '');
      return { ...whole, body: body.subarray(0, Math.floor(body.length / 2)) };
    };
    expect(DATA_SHAPES).toContain(await kindOf(half));
  });

  it('takes an empty answer for no response', async () => {
    for (const status of [200, 204]) expect(DATA_SHAPES).toContain(await kindOf({ status, body: '' }));
  });

  it.each(harness.wrongShape.map((script, index) => ({ form: index + 1, script })))(
    'takes the wrong shape for no answer (form $form)',
    async ({ script }) => {
      expect(await kindOf(script)).toBe('malformed');
    },
  );

  it.each(['{}', '[]', 'null', '0', '""', 'true', '<a/>', '\u0000', NEST])(
    'finds no outcome in any other text (%#)',
    async (body) => {
      const seen = await (await open({ status: 200, headers: { 'content-type': 'application/json' }, body })).poll();
      expect(seen.trouble?.kind ?? seen.observation?.state ?? 'idle').toMatch(/malformed|unreachable|not-found|idle/);
    },
  );

  it('takes what is not HTTP for an upstream that cannot be used', async () => {
    expect(DATA_SHAPES).toContain(await kindOf({ play: 'garbage', text: 'SSH-2.0-OpenSSH_9.2\r\n' }));
    expect(DATA_SHAPES).toContain(await kindOf({ ...json(200, {}), headers: { 'x-long': 'x'.repeat(100_000) } }));
  });

  it.each([200, 404, 500])('stops reading a response without end (status %s)', async (status) => {
    const stage = await open({ play: 'flood', bytes: FLOOD_BYTES, status });
    const before = process.memoryUsage().arrayBuffers;
    const { kind } = await stage.pollFailing();
    expect(DATA_SHAPES).toContain(kind);
    await stage.session.close();
    await stage.upstream.deserted();
    expect(stage.upstream.floodedBytes).toBeLessThan(IN_TRANSIT_BYTES);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(IN_TRANSIT_BYTES);
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip'])('unpacks no compressed answer (%s)', async (encoding) => {
    const before = process.memoryUsage().arrayBuffers;
    const reply = { ...json(200, {}), headers: { 'content-encoding': encoding }, body: BOMB };
    expect(await kindOf(reply)).toBe('malformed');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(IN_TRANSIT_BYTES);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%s)', async (status) => {
    const stage = await open(() => ({ status, headers: { location: `${stage.upstream.url}/elsewhere` }, body: '' }));
    expect((await stage.pollFailing()).kind).not.toBe('not-found');
    expect(stage.upstream.received.map(({ target }) => target)).not.toContain('/elsewhere');
  });

  it.each([200, 400, 401, 403, 404, 409, 500])(
    'repeats nothing that the upstream echoes with status %s',
    async (status) => {
      const echo = (request: ReceivedRequest): Reply => json(status, { request, message: JSON.stringify(request) });
      await (await open(echo)).poll();
      const echoPage = (request: ReceivedRequest): Reply => page(status, JSON.stringify(request));
      await (await open(echoPage)).poll();
    },
  );
}

const replyOf = (script: Script, request: ReceivedRequest): Reply =>
  typeof script === 'function' ? script(request) : script;
