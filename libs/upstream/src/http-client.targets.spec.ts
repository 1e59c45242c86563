import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { HttpClient } from './http-client.js';

const LIMITS = { concurrency: 2, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000 };

describe('the target of a call', () => {
  let server: Server;
  let origin: string;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url!);
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function ask(base: string, target: string): Promise<string | undefined> {
    const connection = {
      name: 'lab',
      provider: 'x',
      url: base,
      auth: {},
      timeZone: 'UTC',
      options: {},
      limits: LIMITS,
    };
    const client = new HttpClient({ ...connection, tls: { ca: null, verify: true } });
    const outcome = await client.call({ method: 'GET', target }, new AbortController().signal);
    await client.close();
    expect(outcome).toHaveProperty('response.status', 200);
    return asked.at(-1);
  }

  it.each([
    '/jobs/1?full=true',
    '/api/jobs/%2Fa%2Fb',
    '/a/../b',
    '/a/./b',
    '/a/%2E%2e/b',
    '/.well-known/x',
    '//elsewhere.example/x',
    '/a b',
    '/a"b<c>`d`{e}',
    '/a\\b',
    '/a#b',
    "/a?b='c'",
    '/a?b=..//./c?d',
    '/ä?ö=ü',
    '/a\n/b\t',
    '/',
    '?a=b',
  ])('%j goes where a URL parser says, below any base', async (target) => {
    for (const base of [origin, `${origin}/base`, `${origin}/a%20b`]) {
      const { pathname, search } = new URL(base + target);
      expect(await ask(base, target)).toBe(pathname + search);
    }
  });

  it('goes to another host when it is a whole URL', async () => {
    expect(await ask('http://other.example/base', `${origin}/v3/auth/tokens?nocatalog`)).toBe(
      '/v3/auth/tokens?nocatalog',
    );
  });
});
