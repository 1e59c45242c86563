import { HttpClient, type Session, type UpstreamConnection } from '#libs/upstream';
import { Test } from '@nestjs/testing';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetched } from '../provider.js';
import { providerToken } from '../provider-token.js';
import { logOnProtocolOf } from './hitachi-analyzer.log-on.js';
import { PROVIDER_LIST } from '../provider-list.js';
import { hitachiAnalyzerDescriptor } from './hitachi-analyzer.descriptor.js';
import { HitachiAnalyzerProvider } from './hitachi-analyzer.provider.js';
import type { HitachiAnalyzerRaw } from './hitachi-analyzer.wire.js';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/hitachi-analyzer/${name}`, import.meta.url), 'utf8');

const TOKEN_PATH = '/realms/vsp360/token';
const BASIC = { user: 'jobgate', password: 'pässword:1' };
const BASIC_HEADER = `Basic ${Buffer.from('jobgate:pässword:1').toString('base64')}`;

describe('the Hitachi provider', () => {
  const provider = new HitachiAnalyzerProvider();
  let server: Server;
  let session: Session | null = null;
  let requests: IncomingMessage[] = [];
  let respond: RequestListener;

  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      respond(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    await session?.close();
    session = null;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const oauth = () => ({ tokenUrl: url() + TOKEN_PATH, clientId: 'jobgate', clientSecret: 'a&b=c' });
  const send = (status: number, body: string, type = 'application/json'): RequestListener => {
    return (_request, response) => response.writeHead(status, { 'content-type': type }).end(body);
  };

  function open(auth: Record<string, string>, settings: Partial<UpstreamConnection> = {}): Session {
    session = provider.openSession({
      name: 'analyzer-lab',
      provider: 'hitachi-analyzer',
      url: url(),
      tls: { ca: null, verify: true },
      auth,
      timeZone: 'UTC',
      limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 64_000_000 },
      options: hitachiAnalyzerDescriptor.optionsSchema.parse({}),
      ...settings,
    });
    return session;
  }

  async function fetchOne(opened: Session, key = 'defaultDs.316829382_14') {
    const signal = new AbortController().signal;
    const all: Fetched<HitachiAnalyzerRaw>[] = [];
    for await (const fetched of provider.fetch(opened, [{ key, kind: 'run' }], signal)) all.push(fetched);
    expect(all).toHaveLength(1);
    return all[0]!;
  }

  const troubleIn = (fetched: Fetched<HitachiAnalyzerRaw>) => ('trouble' in fetched ? fetched.trouble : null);

  it('is provided by its module', async () => {
    const module = await Test.createTestingModule({
      imports: [await PROVIDER_LIST.find((entry) => entry.descriptor.name === 'hitachi-analyzer')!.load()],
    }).compile();
    expect(module.get(providerToken('hitachi-analyzer'))).toBeInstanceOf(HitachiAnalyzerProvider);
  });

  it('sends the account with every call, as one documented GET', async () => {
    respond = send(206, fixture('running.json'));
    expect(await fetchOne(open(BASIC))).toMatchObject({ raw: { httpStatus: 206 } });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: '/dbapi.do?action=getStatus&dataset=defaultDs&requestId=316829382_14',
      headers: { authorization: BASIC_HEADER },
    });
    expect(requests[0]!.headers).not.toHaveProperty('x-waittime');
  });

  it('asks at the path and for the dataset that connection and key name', async () => {
    respond = send(200, fixture('succeeded.json'));
    await fetchOne(open(BASIC, { options: { path: '/clearsightadvanced/dbapi.do' } }), 'lab_2.00.a/b&c=d e');
    expect(requests[0]!.url).toBe(
      '/clearsightadvanced/dbapi.do?action=getStatus&dataset=lab_2&requestId=00.a%2Fb%26c%3Dd%20e',
    );
  });

  it.each([
    ['authorization-needed.json', 'log-on-refused'],
    ['license-not-valid.json', 'license-not-valid'],
  ])('never repeats a call that 401 refused to an account (%s)', async (body, code) => {
    respond = send(401, fixture(body));
    expect(troubleIn(await fetchOne(open(BASIC)))).toMatchObject({ kind: 'unauthorized', code, upstreamStatus: 401 });
    expect(requests).toHaveLength(1);
  });

  it('logs on with client credentials in a form, once for many calls', async () => {
    let form = '';
    respond = (request, response) => {
      if (request.url !== TOKEN_PATH) return send(200, fixture('succeeded.json'))(request, response);
      request.on('data', (chunk: Buffer) => (form += chunk.toString()));
      request.on('end', () => send(200, '{"access_token":"token-1"}')(request, response));
    };
    const refs = Array.from({ length: 12 }, (_, index) => ({ key: `defaultDs.${index}`, kind: 'run' as const }));
    const keys: string[] = [];
    for await (const { ref } of provider.fetch(open(oauth()), refs, new AbortController().signal)) keys.push(ref.key);
    expect(keys.sort()).toEqual(refs.map(({ key }) => key).sort());
    expect(form).toBe('grant_type=client_credentials&client_id=jobgate&client_secret=a%26b%3Dc');
    const calls = requests.filter((request) => request.url !== TOKEN_PATH);
    expect(requests).toHaveLength(13);
    expect(new Set(calls.map((request) => request.headers.authorization))).toEqual(new Set(['Bearer token-1']));
  });

  it('renews an expired token once', async () => {
    let granted = 0;
    respond = (request, response) => {
      if (request.url === TOKEN_PATH) {
        granted += 1;
        return send(200, `{"access_token":"token-${granted}","expires_in":300}`)(request, response);
      }
      const isOutdated = request.headers.authorization === 'Bearer token-1';
      const reply = isOutdated ? send(401, fixture('authorization-needed.json')) : send(206, fixture('running.json'));
      return reply(request, response);
    };
    expect(await fetchOne(open(oauth()))).toMatchObject({ raw: { httpStatus: 206 } });
    expect(granted).toBe(2);
  });

  it('does not renew a token for want of a license, and says so', async () => {
    respond = (request, response) =>
      request.url === TOKEN_PATH
        ? send(200, '{"access_token":"token-1"}')(request, response)
        : send(401, fixture('license-not-valid.json'))(request, response);
    expect(troubleIn(await fetchOne(open(oauth())))).toMatchObject({ kind: 'unauthorized', code: 'license-not-valid' });
    expect(requests).toHaveLength(2);
  });

  it('does not ask again when the token service refused', async () => {
    respond = send(401, '{"error":"invalid_client"}');
    const opened = open(oauth());
    expect(troubleIn(await fetchOne(opened))).toMatchObject({ kind: 'unauthorized', code: 'log-on-refused' });
    expect(troubleIn(await fetchOne(opened))).toMatchObject({ kind: 'unauthorized', code: 'log-on-refused' });
    expect(requests).toHaveLength(1);
  });

  it('never takes a missing token service for a missing job', async () => {
    respond = send(404, '{"error":"Realm does not exist"}');
    expect(troubleIn(await fetchOne(open(oauth())))).toMatchObject({ kind: 'malformed' });
  });

  it('takes the login page of an overlong query for trouble', async () => {
    respond = send(200, fixture('login-page.html'), 'text/html');
    const overlong = `defaultDs.${'1'.repeat(2_000)}`;
    expect(troubleIn(await fetchOne(open(BASIC), overlong))).toMatchObject({
      kind: 'unreachable',
      code: 'html-answer',
    });
  });

  it('asks nothing for a key that names no request', async () => {
    respond = send(200, fixture('succeeded.json'));
    expect(troubleIn(await fetchOne(open(BASIC), '../x.1'))).toMatchObject({ kind: 'malformed', code: 'invalid-key' });
    expect(requests).toHaveLength(0);
  });

  it('brings a result of 30 MB whole', async () => {
    const point = { signature: 'raidLdev#1', name: 'x'.repeat(1000) };
    const result = Array.from({ length: 30_000 }, () => point);
    respond = send(200, JSON.stringify({ ...JSON.parse(fixture('succeeded.json')), result }));
    const fetched = await fetchOne(open(BASIC));
    if (!('raw' in fetched)) throw new Error(`Expected an answer, got ${JSON.stringify(fetched)}.`);
    const translated = provider.translate(fetched.raw, fetched.ref);
    expect('observation' in translated && (translated.observation.result as unknown[]).length).toBe(30_000);
  });

  it('refuses a result above the cap of the connection', async () => {
    respond = send(200, JSON.stringify({ ...JSON.parse(fixture('succeeded.json')), result: 'x'.repeat(10_000) }));
    const limits = { concurrency: 1, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 5_000 };
    expect(troubleIn(await fetchOne(open(BASIC, { limits })))).toMatchObject({
      kind: 'malformed',
      code: 'answer-too-large',
    });
  });

  it('counts the lifetime of a token from before it was asked for', async () => {
    respond = send(200, '{"access_token":"token-1","expires_in":100}');
    const { connection } = open(oauth());
    const protocol = logOnProtocolOf(connection, () => 1_000_000);
    const http = new HttpClient(connection);
    const granted = await protocol.logOn(http, new AbortController().signal, null);
    await http.close();
    expect(granted).toEqual({ credential: 'Bearer token-1', renewAt: 1_080_000 });
  });
});
