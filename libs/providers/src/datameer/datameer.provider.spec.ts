import type { UpstreamConnection } from '#libs/upstream';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetched } from '../provider.js';
import { DatameerProvider } from './datameer.provider.js';
import type { DatameerRaw } from './datameer.wire.js';

const provider = new DatameerProvider();

describe('DatameerProvider against a server', () => {
  let server: Server;
  let received: Pick<IncomingMessage, 'url' | 'method' | 'headers'>[];
  let responses: Record<string, string>;
  let missing: { type: string; body: string };

  beforeEach(async () => {
    received = [];
    responses = {};
    missing = { type: 'text/plain', body: '' };
    server = createServer((request, response) => {
      received.push({ url: request.url, method: request.method, headers: request.headers });
      const body = responses[request.url ?? ''];
      if (body !== undefined) response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      else response.writeHead(404, { 'content-type': missing.type }).end(missing.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const connection = (options: Record<string, unknown> = { api: 'v2' }): UpstreamConnection => ({
    name: 'dm-prod',
    provider: 'datameer',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tls: { ca: null, verify: true },
    auth: { user: 'jobgate', password: 'grün:es Gehëimnis' },
    timeZone: 'Europe/Berlin',
    limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000_000 },
    options,
  });

  async function fetchAll(keys: string[], options?: Record<string, unknown>) {
    const session = provider.openSession(connection(options));
    const fetched = new Map<string, Fetched<DatameerRaw>>();
    const refs = keys.map((key) => ({ key, kind: provider.descriptor.parseKey(key)?.kind ?? 'run' }) as const);
    for await (const one of provider.fetch(session, refs, AbortSignal.timeout(5_000))) fetched.set(one.ref.key, one);
    await session.close();
    return fetched;
  }

  it('asks each kind of key at its own resource, with Basic credentials in UTF-8 and no call before', async () => {
    responses['/rest/job-execution/job-details/9'] = '{"jobStatus":"RUNNING"}';
    responses['/rest/job-configuration/job-status/9'] = '{}';
    responses['/api/job-execution/9/status'] = '{"status":"success","job-status":"_NONE"}';
    responses['/api/job-execution/%2FData%2FOrders%202026.imp/status'] = '{"status":"success","job-status":"_NONE"}';
    const fetched = await fetchAll(['9', 'config-9', 'file-9', 'path-/Data/Orders 2026.imp']);
    expect([...fetched.values()].map((one) => 'raw' in one && one.raw.form).sort()).toEqual([
      'file-status',
      'file-status',
      'job-details',
      'job-status',
    ]);
    expect(received.map(({ url }) => url).sort()).toEqual(Object.keys(responses).sort());
    for (const { headers, method } of received) {
      expect(method).toBe('GET');
      const credentials = Buffer.from(headers.authorization!.replace('Basic ', ''), 'base64').toString('utf8');
      expect(credentials).toBe('jobgate:grün:es Gehëimnis');
    }
  });

  it('sends no request for a file where the connection has no v2, and still asks for everything else', async () => {
    responses['/rest/job-configuration/job-status/88'] = '{"id":71,"jobStatus":"RUNNING"}';
    const keys = ['config-88', 'file-52', 'uuid-3f2b8a52-6c1e-4a3e-9a51-0c5f6f4f7e10', 'path-/Data/x.imp'];
    const fetched = await fetchAll(keys, { api: 'v1' });
    expect(fetched.get('config-88')).toHaveProperty('raw.body.id', 71);
    for (const key of keys.slice(1)) {
      expect(fetched.get(key)).toMatchObject({
        trouble: { kind: 'not-found', code: 'api-not-available' },
        exchange: null,
      });
    }
    expect(received).toHaveLength(1);
  });

  it('sends no request for what is no key', async () => {
    const fetched = await fetchAll(['../../etc', 'path-..']);
    for (const one of fetched.values()) expect(one).toMatchObject({ trouble: { code: 'not-a-key' }, exchange: null });
    expect(received).toEqual([]);
  });

  it('distinguishes a job that the upstream does not know from a configuration that never ran', async () => {
    responses['/rest/job-configuration/job-status/88'] = '{}';
    const fetched = await fetchAll(['config-88', 'config-89']);
    expect(fetched.get('config-88')).toHaveProperty('raw.body', {});
    expect(fetched.get('config-89')).toMatchObject({ trouble: { kind: 'not-found', upstreamStatus: 404 } });
  });

  describe('that answers 404 with a page', () => {
    const ALIVE = '/rest/jobs/list-running';

    beforeEach(() => {
      missing = { type: 'text/html', body: '<!DOCTYPE html><html><body>HTTP Status 404 - Not Found</body></html>' };
    });

    it('takes the job for missing where the upstream still lists its active jobs, and asks for that list once', async () => {
      responses[ALIVE] = '[]';
      const fetched = await fetchAll(['9', '10', '11', 'config-88']);
      for (const one of fetched.values()) {
        expect(one).toMatchObject({ trouble: { kind: 'not-found', code: 'not-found', upstreamStatus: 404 } });
        expect(one.exchange?.target).not.toBe(ALIVE);
      }
      expect(received.filter(({ url }) => url === ALIVE)).toHaveLength(1);
    });

    it('takes the v2 interface for missing where only files are answered so', async () => {
      responses[ALIVE] = '[{"jobStatus":"RUNNING"}]';
      expect((await fetchAll(['file-52'])).get('file-52')).toMatchObject({
        trouble: { kind: 'not-found', code: 'api-not-available', upstreamStatus: 404 },
      });
    });

    it.each([undefined, '{"error":"You must accept the license terms"}', '{}', 'x'])(
      'concludes nothing where the list is answered with %j',
      async (list) => {
        if (list !== undefined) responses[ALIVE] = list;
        const fetched = await fetchAll(['9', 'file-52']);
        for (const one of fetched.values()) {
          expect(one).toMatchObject({ trouble: { kind: 'unreachable', code: 'html-answer' } });
        }
      },
    );

    it('does not ask for the list where nothing is missing', async () => {
      responses['/rest/job-execution/job-details/9'] = '{"jobStatus":"RUNNING"}';
      await fetchAll(['9']);
      expect(received).toHaveLength(1);
    });
  });
});
