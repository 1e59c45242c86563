import type { ServerResponse } from 'node:http';
import { events, json, serveInTurn } from '../test/event.server.js';
import { GatewayTransport } from './gateway.transport.js';
import { watchJob } from './job.watch.js';
import { Jobgate, type Job } from './jobgate.client.js';

const job = (revision: number, terminal = false) =>
  ({ id: 'dm-prod~9', revision, state: terminal ? 'succeeded' : 'running', terminal }) as Job;
const event = (name: string, id: string, value: Job) => `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(value)}\n\n`;
const problem = (status: number, code: string, headers = {}) =>
  json(status, { type: `/problems/${code}`, title: code, status, code }, headers);
const noContent = (_request: unknown, response: ServerResponse) => void response.writeHead(204).end();
const noRoute = problem(404, 'route-not-found');

let server: Awaited<ReturnType<typeof serveInTurn>>;
let pauses: number[];

afterEach(() => server.close());

async function watching(...answers: Parameters<typeof serveInTurn>) {
  server = await serveInTurn(...answers);
  pauses = [];
  const pause = async (milliseconds: number, signal?: AbortSignal) => {
    pauses.push(milliseconds);
    signal?.throwIfAborted();
  };
  return new Jobgate({ url: `${server.url}/`, key: 'a-key', pause });
}

async function revisionsOf(jobs: AsyncIterable<Job>): Promise<number[]> {
  const revisions: number[] = [];
  for await (const { revision } of jobs) revisions.push(revision);
  return revisions;
}

describe('watching a job by a stream of events', () => {
  it('gives the job as it is, each change once, and ends with its end', async () => {
    const text = `: beat\n\n${event('snapshot', '1-1', job(1))}${event('job', '1-2', job(1))}${event('job', '1-3', job(4))}`;
    const client = await watching(events(`${text}${event('job', '1-4', job(5, true))}`));
    expect(await revisionsOf(client.watch('dm-prod~9'))).toEqual([1, 4, 5]);
    expect(server.requests).toMatchObject([
      { url: '/jobs/dm-prod~9/events', headers: { accept: 'text/event-stream', authorization: 'Bearer a-key' } },
    ]);
  });

  it.each([true, false])('goes on where a stream broke off (torn: %s)', async (isTorn) => {
    const client = await watching(
      events(event('snapshot', '7-1', job(1)), { isTorn }),
      problem(503, 'store-unavailable', { 'retry-after': '3' }),
      events(`event: reset\n\n${event('snapshot', '8-0', job(2))}${event('job', '8-1', job(3, true))}`),
    );
    expect(await revisionsOf(client.watch('dm-prod~9'))).toEqual([1, 2, 3]);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7-1', '7-1']);
    expect(pauses).toEqual([1_000, 3_000]);
  });

  it('asks what became of the job where there is nothing more to come and the end was not seen', async () => {
    const client = await watching(
      events(event('snapshot', '7-1', job(1))),
      noContent,
      json(200, { items: [{ id: 'dm-prod~9', status: 200, job: job(2, true) }] }),
    );
    expect(await revisionsOf(client.watch('dm-prod~9'))).toEqual([1, 2]);
    expect(server.requests.at(-1)?.url).toBe('/jobs/batch');
  });

  it.each([
    [
      'reports that it is gone',
      [events(`${event('snapshot', '7-1', job(1))}event: gone\nid: 7-2\ndata: {"id":"dm-prod~9"}\n\n`)],
    ],
    [
      'comes back when nobody knows it',
      [events(event('snapshot', '7-1', job(1))), noContent, json(200, { items: [{ id: 'dm-prod~9', status: 404 }] })],
    ],
  ])('throws that a job is no longer known when it %s', async (_, answers) => {
    const client = await watching(...answers);
    const seen: number[] = [];
    const watched = (async () => {
      for await (const { revision } of client.watch('dm-prod~9')) seen.push(revision);
    })();
    await expect(watched).rejects.toMatchObject({
      status: 404,
      code: 'job-not-found',
      message: expect.stringContaining('no longer knows dm-prod~9'),
    });
    expect(seen).toEqual([1]);
  });

  it('gives an end that has the revision of what was before, and another life of the job', async () => {
    const client = await watching(
      events(
        `${event('snapshot', '7-1', job(2))}${event('job', '7-2', { ...job(2), trackedAt: 'later' })}${event('job', '7-3', job(2, true))}`,
      ),
    );
    expect(await revisionsOf(client.watch('dm-prod~9'))).toEqual([2, 2, 2]);
  });

  it('polls for a job that was lost with Redis, also when its stream has become silent', async () => {
    const silent = (_request: unknown, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event('snapshot', '7-1', job(1)));
    };
    await watching(
      silent,
      events(`event: reset\ndata:\n\nevent: gone\nid: 8-0\ndata: {"id":"dm-prod~9"}\n\n`),
      events(event('snapshot', '8-1', job(9, true))),
    );
    const exchange = new GatewayTransport({ url: server.url, key: null, pause: async () => undefined });
    expect(await revisionsOf(watchJob(exchange, 'dm-prod~9', undefined, 50))).toEqual([1, 9]);
    expect(server.requests.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7-1', undefined]);
  });

  it('throws what the gateway refuses', async () => {
    const client = await watching(problem(404, 'job-not-found'));
    await expect(revisionsOf(client.watch('dm-prod~9'))).rejects.toMatchObject({ status: 404, code: 'job-not-found' });
  });

  it('ends with the reason of its abort', async () => {
    const client = await watching(events(event('snapshot', '7-1', job(1))));
    const controller = new AbortController();
    const seen: number[] = [];
    const watched = (async () => {
      for await (const { revision } of client.watch('dm-prod~9', { signal: controller.signal })) {
        seen.push(revision);
        controller.abort(new Error('enough'));
      }
    })();
    await expect(watched).rejects.toThrow('enough');
    expect(seen).toEqual([1]);
  });
});

describe('watching a job of a gateway without streams', () => {
  it('asks as often as it recommends, with the tag of before, until the end', async () => {
    const client = await watching(
      noRoute,
      json(202, job(0), { 'retry-after': '2' }),
      json(200, job(2), { etag: 'W/"2"', 'retry-after': '7' }),
      json(304, null, { 'retry-after': '4' }),
      problem(503, 'store-unavailable'),
      json(200, job(3, true), { etag: 'W/"3"' }),
    );
    expect(await revisionsOf(client.watch('dm-prod~9'))).toEqual([0, 2, 3]);
    expect(pauses).toEqual([2_000, 7_000, 4_000, 1_000]);
    const tags = server.requests.map(({ headers }) => headers['if-none-match']);
    expect(tags).toEqual([undefined, undefined, undefined, 'W/"2"', 'W/"2"', 'W/"2"']);
  });

  it('bears with a gateway that is away for a moment, once it has been reached', async () => {
    const cut = (_request: unknown, response: { destroy(): void }) => void response.destroy();
    const client = await watching(noRoute, json(200, job(2)), cut, json(200, job(3, true)));
    expect(await revisionsOf(client.watch('dm-prod~9'))).toEqual([2, 3]);
    const away = new Jobgate({ url: 'http://127.0.0.1:1', key: null });
    await expect(revisionsOf(away.watch('dm-prod~9'))).rejects.toThrow('No gateway answers at http://127.0.0.1:1.');
  });

  it('throws what the gateway refuses', async () => {
    const client = await watching(noRoute, problem(401, 'unauthenticated'));
    await expect(revisionsOf(client.watch('dm-prod~9'))).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
