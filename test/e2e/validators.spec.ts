import { jest } from '@jest/globals';
import { eventually, Stage, type StageResponse, type StageClient, type UpstreamHandle } from '../stage/index.js';

jest.setTimeout(90_000);

/** What a caller has of a job that runs. */
interface Held {
  id: string;
  key: string;
  etag: string;
  revision: number;
}

/** How a caller who has the running job asks for what is new; resolves with the status and the state that come of it. */
type Ask = (held: Held) => Promise<{ status: number; state: unknown }>;

/** Records of jobs come and go while callers keep what they were told of them. */
describe('what a caller knows of a job by its tag or revision', () => {
  let stage: Stage;
  let client: StageClient;
  let hmc: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        // Only readers and the first poll of a new record cause revisions here.
        for (const connection of connections) connection.refresh = { min: '20s', max: '60s' };
      },
    });
    client = stage.client();
    hmc = stage.simulator.of('ibm-hmc');
  });
  afterAll(() => stage?.close());

  const of = ({ status, body }: StageResponse<{ state?: unknown }>) => ({ status, state: body.state });
  const conditional = ({ id, etag }: Held, query = '', headers: Record<string, string> = {}) =>
    client.read(id, { 'if-none-match': etag, ...headers }, query).then(of);

  const WAYS: [way: string, ask: Ask][] = [
    ['a plain read', (held) => conditional(held)],
    ['a read by the framework', (held) => conditional(held, '?view=standard', { accept: 'application/json;q=0.9' })],
    ['a minimal read', (held) => conditional(held, '?view=minimal')],
    ['a read of whatever age', (held) => conditional(held, '', { 'cache-control': 'max-stale' })],
    ['a wait for a change', (held) => conditional(held, '', { prefer: 'wait=5' })],
    ['a wait for the end', (held) => conditional(held, '?until=terminal', { prefer: 'wait=5' })],
    ['a read for the end', (held) => conditional(held, '?until=terminal')],
    [
      'a batch',
      async ({ id, revision }) => {
        // It tracks nothing by itself.
        await client.track({ id });
        const { body } = await client.post<{ items: [{ status: number; job?: { state: string } }] }>('/jobs/batch', {
          ids: [id],
          ifRevision: { [id]: revision },
        });
        const [{ status, job }] = body.items;
        return { status: job?.state === 'unknown' ? 202 : status, state: job?.state };
      },
    ],
  ];

  async function hold(): Promise<Held> {
    const key = await hmc.add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    return eventually(async () => {
      const { status, headers, body } = await client.read(id);
      expect([status, body.state]).toEqual([200, 'running']);
      return { id, key, etag: headers.etag!, revision: body.revision };
    });
  }

  /** Until there is an answer to build on; a caller who receives "unchanged" builds on outdated data. */
  function answerTo(ask: Ask, held: Held) {
    return eventually(async () => {
      const answer = await ask(held);
      if (answer.status === 202 || answer.status === 503) throw new Error('not polled so far');
      return answer;
    }, 20_000);
  }

  describe.each<[string, (all: readonly Held[]) => Promise<unknown>]>([
    ['somebody has the job forgotten', (all) => Promise.all(all.map(({ id }) => client.delete(`/jobs/${id}`)))],
    ['Redis has lost everything', () => stage.redis.command('FLUSHALL')],
  ])('when %s, and the job fails', (_, lose) => {
    const held = new Map<string, Held>();

    beforeAll(async () => {
      for (const [way] of WAYS) held.set(way, await hold());
      const all = [...held.values()];
      await lose(all);
      for (const { key } of all) await hmc.change(key, { endsInMs: 0, outcome: 'failed' });
    });

    it.each(WAYS)(
      '[get.etag, get.not-modified, batch.if-revision, revision.lives] is reported by %s',
      async (way, ask) => {
        expect(await answerTo(ask, held.get(way)!)).toEqual({ status: 200, state: 'failed' });
      },
    );
  });
});
