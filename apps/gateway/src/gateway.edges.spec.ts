import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { GatewayStage, KEY, READER_KEY } from '../test/gateway.stage.js';
import { runningRecord, seenNow } from '../test/records.js';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

/** Sends bytes as they are, and gives what comes until the connection is closed. */
function send(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((stage.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
  });
}

function expectProblem(
  response: { status: number; headers: Record<string, string>; body: unknown },
  code: string,
): void {
  expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(response.body).toMatchObject({ code, status: response.status, type: `/problems/${code}` });
  expect(response.headers['cache-control']).toBe('no-store');
}

describe('an address', () => {
  it.each(['/nothing', '/jobs/dm-prod~9/nothing', '//jobs', '/jobs/dm-prod~9/result/x', '/docs/nothing'])(
    '[problem.everywhere] that is not there is a problem: %s',
    async (path) => expectProblem(await stage.call('get', path).expect(404), 'route-not-found'),
  );

  it.each([
    ['put', '/jobs', 'GET, HEAD, POST, OPTIONS'],
    ['post', '/jobs/dm-prod~9', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['delete', '/health/live', 'GET, HEAD, OPTIONS'],
    ['post', '/docs', 'GET, HEAD, OPTIONS'],
    ['patch', '/openapi.json', 'GET, HEAD, OPTIONS'],
  ] as const)(
    '[problem.method] refuses a method that it does not know, and names those it does: %s %s',
    async (method, path, allow) => {
      const response = await stage.call(method, path).expect(405);
      expectProblem(response, 'method-not-allowed');
      expect(response.headers['allow']).toBe(allow);
    },
  );

  it('that only a worker can answer is a problem at once where there is none', async () => {
    const startedAt = Date.now();
    expectProblem(await stage.call('get', '/connections/dm-prod/jobs').expect(503), 'no-worker');
    expectProblem(await stage.call('get', '/connections/dm-prod/jobs/config-88/runs').expect(503), 'no-worker');
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });

  it('lists the methods of a path in response to OPTIONS', async () => {
    const response = await stage.call('options', '/jobs/dm-prod~9', null).expect(204);
    expect(response.headers['allow']).toBe('GET, HEAD, PATCH, DELETE, OPTIONS');
    await stage.call('options', '/nothing', null).expect(404);
  });

  it('answers every GET to HEAD as well', async () => {
    for (const path of ['/jobs', '/connections', '/connections/dm-prod', '/health/live', '/metrics']) {
      await stage.call('head', path).expect(200);
    }
    for (const path of ['/openapi.json', '/openapi.yaml', '/docs', '/problems', '/problems/invalid-job-id']) {
      await stage.call('head', path, null).expect(200);
    }
    const response = await stage.call('head', '/nothing').expect(404);
    expect(response.text).toBeFalsy();
  });
});

describe('a body', () => {
  it.each([
    ['half a body', 'application/json', '{"id":', 400, 'invalid-request'],
    ['nothing but a word', 'application/json', 'yes', 400, 'invalid-request'],
    ['plain text', 'text/plain', '{}', 415, 'unsupported-media-type'],
    ['a form', 'application/x-www-form-urlencoded', 'id=9', 415, 'unsupported-media-type'],
    ['another character set', 'application/json; charset=latin9', '{}', 415, 'unsupported-media-type'],
    ['a megabyte and more', 'application/json', `"${'a'.repeat(1_100_000)}"`, 413, 'payload-too-large'],
  ])('[problem.everywhere] of %s is refused', async (_, type, body, status, code) => {
    const response = await stage.call('post', '/jobs').set('Content-Type', type).send(body).expect(status);
    expectProblem(response, code);
  });

  it.each(['zstd', 'gzip'])('that is packed is refused: %s', async (encoding) => {
    const call = stage.call('post', '/jobs').set({ 'Content-Type': 'application/json', 'Content-Encoding': encoding });
    expectProblem(await call.send('{}').expect(415), 'unsupported-media-type');
  });
});

describe('credentials', () => {
  it('are asked for where they are missing', async () => {
    const response = await stage.call('get', '/jobs', null).expect(401);
    expectProblem(response, 'unauthenticated');
    expect(response.headers['www-authenticate']).toBe('Bearer realm="jobgate"');
  });

  it.each([
    ['another key', { Authorization: 'Bearer nobody' }],
    ['another scheme', { Authorization: `Basic ${KEY}` }],
    ['nothing after the scheme', { Authorization: 'Bearer ' }],
    ['two keys that differ', { Authorization: `Bearer ${KEY}`, 'X-API-Key': READER_KEY }],
  ])('[access.401] are refused when they are %s', async (_, headers) => {
    const response = await stage.call('get', '/jobs', null).set(headers).expect(401);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="jobgate", error="invalid_token"');
  });

  it('[access.bearer-key, access.x-api-key] may come in either header, or in both', async () => {
    await stage.call('get', '/jobs', null).set('X-API-Key', KEY).expect(200);
    await stage.call('get', '/jobs', null).set('authorization', `bearer ${KEY}`).expect(200);
    await stage.call('get', '/jobs').set('X-API-Key', KEY).expect(200);
  });

  it('are rejected when a header is repeated with different keys', async () => {
    const answer = await send(
      `GET /jobs HTTP/1.1\r\nHost: a\r\nX-API-Key: ${KEY}\r\nX-API-Key: other\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('bad input', () => {
  const odd = ['\0', '\u202e', '😀', "'", '"', '<script>', '../', '%', '{}', '${x}', '__proto__', 'a'.repeat(3000)];

  it.each(odd)('never fails the gateway, wherever it is: %j', async (text) => {
    const encoded = encodeURIComponent(text);
    const paths = [
      ...[`/jobs/${encoded}`, `/jobs/dm-prod~${encoded}`, `/jobs/${encoded}/history`, `/connections/${encoded}`],
      ...[`/problems/${encoded}`, `/jobs/dm-prod~9?view=${encoded}`, `/jobs?${encoded}=${encoded}`],
      ...['q', 'cursor', 'label', 'state', 'connection', 'limit', 'sort'].map((name) => `/jobs?${name}=${encoded}`),
    ];
    for (const path of paths) {
      const response = await stage.call('get', path);
      expect([path, response.status < 500]).toEqual([path, true]);
    }
    for (const member of ['id', 'connection', 'key', 'url', 'name', 'deadline']) {
      const response = await stage.call('post', '/jobs').send({ connection: 'dm-prod', [member]: text });
      expect([member, response.status < 500]).toEqual([member, true]);
    }
    const { id } = await stage.has(seenNow(runningRecord));
    const header = Buffer.from(text.replaceAll('\0', '')).toString('latin1');
    for (const name of ['If-None-Match', 'Prefer', 'Cache-Control', 'Accept', 'X-Forwarded-For']) {
      const response = await stage.call('get', `/jobs/${id}`).set(name, header);
      expect([name, response.status < 500]).toEqual([name, true]);
    }
    expect(stage.logged.filter((line) => line.includes('request failed'))).toEqual([]);
  });

  it('[problem.no-stack, problem.no-secret] never exposes a stack, a key or a message of the framework', async () => {
    const answers = [
      await stage.call('get', '/jobs/%zz'),
      await stage.call('post', '/jobs').set('Content-Type', 'application/json').send('{'),
      await stage.call('get', `/jobs/${KEY}`),
      await stage.call('get', '/nothing'),
    ];
    for (const { text } of answers)
      expect(text).not.toMatch(/ at |node_modules|Cannot GET|SyntaxError|stack|Unexpected/);
  });

  it.each([
    ['a method that is none', 'FOO /jobs HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'invalid-request'],
    ['no HTTP', 'hello\r\n\r\n', 400, 'invalid-request'],
    ['a length in words', 'POST /jobs HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400, 'invalid-request'],
    [
      'two lengths',
      'POST /jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'invalid-request',
    ],
    ['a NUL in the address', 'GET /jobs\0 HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'invalid-request'],
    ['a folded header', 'GET /jobs HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n', 400, 'invalid-request'],
    ['an endless address', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'header-too-large'],
    ['an endless header', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'header-too-large'],
  ])('[problem.everywhere] that is no request is answered with a problem: %s', async (_, text, status, code) => {
    const answer = await send(text);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('Content-Type: application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
    expect(answer).toContain('Connection: close');
  });
});

describe('the headers of safety', () => {
  it('are in every response', async () => {
    for (const path of ['/jobs', '/nothing', '/health/live', '/docs', '/openapi.json']) {
      const { headers } = await stage.call('get', path);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('let pages load from here alone, and leave data out of it', async () => {
    for (const path of ['/docs', '/problems', '/problems/invalid-job-id']) {
      const { headers } = await stage.call('get', path, null).expect(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    }
    const { headers } = await stage.call('get', '/jobs');
    expect(headers).not.toHaveProperty('content-security-policy');
  });

  it('allow no shared caches for responses to callers', async () => {
    const { headers } = await stage.call('get', '/jobs');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Authorization, X-API-Key' });
  });
});
