import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Test } from '@nestjs/testing';
import type { UpstreamConnection } from '#libs/upstream';
import type { Fetched } from '../provider.js';
import { providerToken } from '../provider-token.js';
import { fetchJob, openImsSession } from './otc-ims.client.js';
import { PROVIDER_LIST } from '../provider-list.js';
import { OtcImsProvider } from './otc-ims.provider.js';

const PASSWORD = 'p4ssw0rd-of-otc';
const PROJECT = '4f2b6c8d0e1a4b3c9d5e7f6a8b9c0d11';
const DAY_MS = 24 * 3_600_000;
const token = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/otc-ims/token.json', import.meta.url), 'utf8'),
).token;

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

interface Seen {
  target: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** The cloud in one process: an identity service that numbers its tokens, and an image service. */
class Cloud {
  readonly logOns: Seen[] = [];
  readonly queries: Seen[] = [];
  grant: Handler = (_request, response) => this.issue(response);
  response: Handler = (request, response) => {
    send(response, 200, { job_id: request.url?.split('/').at(-1), status: 'RUNNING', entities: {} });
  };
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen = { target: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      const isLogOn = request.method === 'POST';
      (isLogOn ? this.logOns : this.queries).push(seen);
      (isLogOn ? this.grant : this.response)(request, response, seen.body);
    });
  });

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  issue(response: ServerResponse, fields: Record<string, unknown> = {}): void {
    response.setHeader('X-Subject-Token', `token-${this.logOns.length}`);
    send(response, 201, { token: { ...token, issued_at: undefined, expires_at: undefined, ...fields } });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

describe('the image service over HTTP', () => {
  const provider = new OtcImsProvider();
  let cloud: Cloud;
  let connection: UpstreamConnection;

  beforeEach(async () => {
    cloud = new Cloud();
    const url = await cloud.start();
    connection = {
      name: 'otc',
      provider: 'otc-ims',
      url,
      tls: { ca: null, verify: true },
      auth: { iamUrl: `${url}/v3`, user: 'jobgate', password: PASSWORD, domain: 'OTC-EU-DE-1', project: 'eu-de' },
      timeZone: 'UTC',
      limits: { concurrency: 3, requestsPerSecond: null, timeoutMs: 2_000, maxResponseBytes: 1_000_000 },
      options: { allowedOperations: [] },
    };
  });

  afterEach(() => cloud.stop());

  async function fetchAll(keys: string[], signal = new AbortController().signal): Promise<Fetched<unknown>[]> {
    const session = provider.openSession(connection);
    try {
      return await collect(provider.fetch(session, keys.map(runOf), signal));
    } finally {
      await session.close();
    }
  }

  it('asks for a token in project scope and for the job in the project of the token', async () => {
    const [fetched] = await fetchAll(['ff80']);
    expect(cloud.logOns).toHaveLength(1);
    expect(cloud.logOns[0]).toMatchObject({ target: '/v3/auth/tokens' });
    expect(JSON.parse(cloud.logOns[0]?.body ?? '')).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'jobgate', password: PASSWORD, domain: { name: 'OTC-EU-DE-1' } } },
        },
        scope: { project: { name: 'eu-de' } },
      },
    });
    expect(cloud.queries[0]).toMatchObject({
      target: `/v1/${PROJECT}/jobs/ff80`,
      headers: { 'x-auth-token': 'token-1', 'content-type': 'application/json' },
    });
    expect(fetched).toMatchObject({
      exchange: { method: 'GET', target: expect.stringMatching(/^\/v1\/.+\/jobs\/ff80$/), status: 200 },
    });
    expect(JSON.stringify(fetched)).not.toMatch(/token-1|p4ssw0rd/);
  });

  it.each(['', '/', '/v3', '/v3/'])('takes an identity service URL that ends in "%s"', async (suffix) => {
    connection.auth.iamUrl = connection.url + suffix;
    await fetchAll(['ff80']);
    expect(cloud.logOns.map(({ target }) => target)).toEqual(['/v3/auth/tokens']);
  });

  it('prefers the configured project', async () => {
    connection.options.projectId = 'configured';
    await fetchAll(['ff80']);
    expect(cloud.queries[0]?.target).toBe('/v1/configured/jobs/ff80');
  });

  it('says what to configure when the token names no project', async () => {
    cloud.grant = (_request, response) => cloud.issue(response, { project: undefined });
    expect(await fetchAll(['ff80', 'ff81'])).toMatchObject([
      { trouble: { kind: 'unauthorized', code: 'project-unknown' } },
      { trouble: { kind: 'unauthorized', code: 'project-unknown' } },
    ]);
    expect(cloud.queries).toEqual([]);
  });

  it('does not put a project id from the token outside its path segment', async () => {
    cloud.grant = (_request, response) => cloud.issue(response, { project: { id: '../../v2' } });
    expect(await fetchAll(['ff80'])).toMatchObject([{ trouble: { code: 'project-unknown' } }]);
    expect(cloud.queries).toEqual([]);
  });

  it('never takes a missing identity service for a missing job', async () => {
    cloud.grant = (_request, response) => send(response, 404, { error: { code: 404 } });
    expect(await fetchAll(['ff80'])).toMatchObject([{ trouble: { kind: 'unreachable', code: 'log-on-failed' } }]);
  });

  it('calls a granted log-on without a token malformed', async () => {
    cloud.grant = (_request, response) => send(response, 201, { token });
    expect(await fetchAll(['ff80'])).toMatchObject([{ trouble: { kind: 'malformed', code: 'token-missing' } }]);
  });

  it('logs on once for many jobs, and never exceeds the concurrency of the connection', async () => {
    let inFlight = 0;
    let most = 0;
    cloud.response = (request, response) => {
      most = Math.max(most, ++inFlight);
      setImmediate(() => {
        inFlight -= 1;
        send(response, 200, { job_id: request.url?.split('/').at(-1), status: 'INIT' });
      });
    };
    const keys = Array.from({ length: 40 }, (_, index) => `job${index}`);
    const fetched = await fetchAll(keys);
    expect(fetched.map(({ ref }) => ref.key).sort()).toEqual([...keys].sort());
    expect(cloud.logOns).toHaveLength(1);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('renews a token before it expires, by the clock of the identity service', async () => {
    const start = Date.UTC(2026, 1, 12, 14, 0);
    let now = start;
    // The gateway's clock is hours ahead of the identity service's: that must not cost a log-on for every call.
    cloud.grant = (_request, response) => {
      const issuedAt = now - 5 * 3_600_000;
      response.setHeader('Date', new Date(issuedAt).toUTCString());
      cloud.issue(response, { expires_at: new Date(issuedAt + DAY_MS).toISOString().replace('Z', '000Z') });
    };
    const session = openImsSession(connection, () => now);
    const { signal } = new AbortController();
    await fetchJob(session, runOf('a'), signal);
    now = start + DAY_MS - 31 * 60_000;
    await fetchJob(session, runOf('b'), signal);
    now = start + DAY_MS - 29 * 60_000;
    await fetchJob(session, runOf('c'), signal);
    await session.close();
    expect(cloud.queries.map(({ headers }) => headers['x-auth-token'])).toEqual(['token-1', 'token-1', 'token-2']);
  });

  it.each([undefined, 'soon', '2001-01-01T00:00:00.000000Z'])(
    'keeps a token with the end %j until the service refuses it',
    async (expires_at) => {
      cloud.grant = (_request, response) => cloud.issue(response, { expires_at });
      await fetchAll(['a', 'b', 'c', 'd', 'e']);
      expect(cloud.logOns).toHaveLength(1);
    },
  );

  it('takes a new token, in the project of that token, when the old one is refused', async () => {
    cloud.grant = (_request, response) => cloud.issue(response, { project: { id: `p${cloud.logOns.length}` } });
    cloud.response = (request, response) =>
      request.headers['x-auth-token'] === 'token-1'
        ? send(response, 400, { error: { code: 'IMG.0087', message: 'The token is incorrect.' } })
        : send(response, 200, { job_id: 'a', status: 'RUNNING' });
    expect(await fetchAll(['a'])).toMatchObject([{ raw: { status: 'RUNNING' }, exchange: { status: 200 } }]);
    expect(cloud.queries.map(({ target }) => target)).toEqual(['/v1/p1/jobs/a', '/v1/p2/jobs/a']);
  });

  it('costs no token when a job failed with the code of an incorrect token', async () => {
    cloud.response = (_request, response) =>
      send(response, 200, { job_id: 'a', status: 'FAIL', error_code: 'IMG.0087', fail_reason: 'x' });
    expect(await fetchAll(['a'])).toMatchObject([{ raw: { status: 'FAIL' } }]);
    expect(cloud.logOns).toHaveLength(1);
  });

  it('sends no request for a key that is none', async () => {
    const keys = ['..', 'a/b', '{project_id}'];
    for (const fetched of await fetchAll(keys)) {
      expect(fetched).toMatchObject({ trouble: { kind: 'malformed', code: 'invalid-key' }, exchange: null });
    }
    expect(cloud.queries).toEqual([]);
  });

  it('gives up every call at once when aborted', async () => {
    const controller = new AbortController();
    cloud.response = () => controller.abort();
    expect(await fetchAll(['a', 'b', 'c', 'd', 'e'], controller.signal)).toMatchObject(
      Array.from({ length: 5 }, () => ({ trouble: { kind: 'unreachable', code: 'aborted' } })),
    );
  });

  it('is what the module provides', async () => {
    const module = await Test.createTestingModule({
      imports: [await PROVIDER_LIST.find((entry) => entry.descriptor.name === 'otc-ims')!.load()],
    }).compile();
    expect(module.get(providerToken('otc-ims'))).toBeInstanceOf(OtcImsProvider);
    await module.close();
  });
});

const runOf = (key: string) => ({ key, kind: 'run' as const });

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
