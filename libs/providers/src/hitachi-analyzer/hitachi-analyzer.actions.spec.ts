import type { OperationResult, Started } from '../actions.js';
import { readFileSync } from 'node:fs';
import { json, type Player } from '../../../../test/contract/scripted-reply.js';
import { ScriptedUpstream } from '../../../../test/contract/scripted-upstream.js';
import { HitachiAnalyzerProvider } from './hitachi-analyzer.provider.js';
import type { RequestStep } from './hitachi-analyzer.start.js';

const BODY = { query: 'vm[=name rx .*]', startTime: '20261121_080000', endTime: '20261121_090000' };
const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../test/fixtures/hitachi-analyzer/${name}.json`, import.meta.url), 'utf8'));

describe('a request that is started', () => {
  const provider = new HitachiAnalyzerProvider();
  let upstream: ScriptedUpstream;
  let session: ReturnType<typeof provider.openSession>;

  async function open(player: Player, timeoutMs = 10_000) {
    upstream = await ScriptedUpstream.start(player);
    session = provider.openSession({
      name: 'analyzer',
      provider: 'hitachi-analyzer',
      url: upstream.url,
      tls: { ca: null, verify: true },
      auth: { user: 'jobgate', password: 'secret-of-jobgate' },
      timeZone: 'UTC',
      limits: { concurrency: 2, requestsPerSecond: null, timeoutMs, maxResponseBytes: 1_000_000 },
      options: { dataset: 'otherDs', path: '/dbapi.do' },
    });
  }
  afterEach(async () => {
    await session.close();
    await upstream.stop();
  });
  const start = (waitTime?: number): Promise<OperationResult<Started>> => {
    const [step] = provider.descriptor.start!.steps({
      action: 'query',
      body: BODY,
      ...(waitTime !== undefined && { waitTime }),
    });
    return provider.start(session, step as RequestStep, AbortSignal.timeout(5_000));
  };
  const startedOf = async (waitTime?: number): Promise<Started> => {
    const acted = await start(waitTime);
    if (!('done' in acted)) throw new Error(`Expected a start, not ${JSON.stringify(acted)}.`);
    return acted.done;
  };

  it('goes to the dataset of the connection, and does not wait by default', async () => {
    await open(() => json(202, { requestId: '7' }));
    expect((await startedOf()).key).toBe('otherDs.7');
    const [request] = upstream.received;
    expect(request).toMatchObject({ method: 'POST', target: '/dbapi.do?action=query&dataset=otherDs' });
    expect(JSON.parse(request!.body)).toEqual(BODY);
    expect(request!.headers['x-waittime']).toBe('0');
  });

  it.each([
    [5, 10_000, '5'],
    [60, 10_000, '9'],
    [5, 800, '0'],
  ])('waits %s s with a time-out of %s ms for %s s', async (waitTime, timeoutMs, sent) => {
    await open(() => json(202, { requestId: '7' }), timeoutMs);
    await startedOf(waitTime);
    expect(upstream.received[0]!.headers['x-waittime']).toBe(sent);
  });

  it.each(['succeeded', 'completed-with-errors', 'aborted'])(
    'and answered at once is an end with its result, under a key of ours (%s)',
    async (name) => {
      await open(() => json(200, fixture(name)));
      const one = await startedOf(5);
      const other = await startedOf(5);
      const { result } = fixture(name) as { result: unknown };
      expect(one.observation).toMatchObject({ operation: 'query', result });
      expect(one.observation).not.toHaveProperty('upstreamId');
      expect(one.key).toMatch(/^otherDs\.jobgate-[0-9a-f-]{36}$/);
      expect(other.key).not.toBe(one.key);
      expect(provider.descriptor.parseKey(one.key)).toEqual({ kind: 'run', seenThrough: null });
    },
  );

  it('and answered at once is never asked for upstream', async () => {
    await open(() => json(200, fixture('succeeded')));
    const { key } = await startedOf(5);
    const asked = upstream.received.length;
    for await (const fetched of provider.fetch(session, [{ key, kind: 'run' }], AbortSignal.timeout(1_000))) {
      expect(fetched).toMatchObject({ trouble: { kind: 'not-found', code: 'answered-at-once' }, exchange: null });
    }
    expect(upstream.received).toHaveLength(asked);
  });
});
