import { events, json, serveInTurn } from '../test/event.server.js';
import { Jobgate, type Job } from './jobgate.client.js';
import type { ListChange } from './list.watch.js';

const job = (id: string, revision: number) => ({ id, revision, state: 'running' }) as Job;
const event = (name: string, id: string, value: unknown) =>
  `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(value)}\n\n`;
const FILTER = { state: ['running' as const, 'lost' as const], label: ['team:bi'] };

let server: Awaited<ReturnType<typeof serveInTurn>>;

afterEach(() => server.close());

async function client(...answers: Parameters<typeof serveInTurn>) {
  server = await serveInTurn(...answers);
  return new Jobgate({ url: server.url, key: 'a-key', pause: async (_, signal) => signal?.throwIfAborted() });
}

async function first(count: number, changes: AsyncGenerator<ListChange>): Promise<ListChange[]> {
  const heard: ListChange[] = [];
  for await (const change of changes) {
    heard.push(change);
    if (heard.length === count) break;
  }
  return heard;
}

describe('watching a list', () => {
  it('begins at a position that is sent without any job', async () => {
    const jobgate = await client(json(200, { events: [], next: '7-0' }));
    expect(await jobgate.place(FILTER)).toBe('7-0');
    const { pathname, searchParams } = new URL(server.requests[0]!.url!, server.url);
    expect(pathname).toBe('/events');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      format: 'json',
      updatedSince: expect.stringMatching(/^9999/),
    });
    expect(searchParams.getAll('state')).toEqual(['running', 'lost']);
  });

  it('reports what changes and what is gone, and goes on where a stream broke off', async () => {
    const jobgate = await client(
      events(event('job', '7-1', job('a~1', 2)) + event('gone', '7-2', { id: 'a~2' }), { isTorn: true }),
      json(503, { type: '/problems/store-unavailable', title: 'x', status: 503, code: 'store-unavailable' }),
      events(event('job', '7-3', job('a~3', 1))),
    );
    expect(await first(3, jobgate.changes(FILTER, '7-0'))).toEqual([
      { kind: 'job', job: job('a~1', 2), place: '7-1' },
      { kind: 'gone', id: 'a~2', place: '7-2' },
      { kind: 'job', job: job('a~3', 1), place: '7-3' },
    ]);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual(['7-0', '7-2', '7-2']);
    expect(server.requests[0]!.url).toBe('/events?state=running&state=lost&label=team%3Abi');
  });

  it('says so when changes have been missed', async () => {
    const jobgate = await client(events(`event: reset\ndata: \n\n${event('snapshot', '9-0', job('a~1', 5))}`));
    expect((await first(2, jobgate.changes({}, 'too-old'))).map(({ kind }) => kind)).toEqual(['reset', 'job']);
  });

  it('throws what the gateway refuses', async () => {
    const refusal = json(400, { type: '/problems/invalid-request', title: 'x', status: 400, code: 'invalid-request' });
    const jobgate = await client(refusal);
    await expect(first(1, jobgate.changes({}, null))).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
