import { Test } from '@nestjs/testing';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UpstreamConnection } from '#libs/upstream';
import type { Fetched, UpstreamRef } from '../provider.js';
import { providerToken } from '../provider-token.js';
import { PROVIDER_LIST } from '../provider-list.js';
import { OracleSbcProvider } from './oracle-sbc.provider.js';
import { openSbcSession, type SbcSession } from './oracle-sbc.session.js';
import type { OracleSbcRaw } from './oracle-sbc.wire.js';

const SUCCESS = readFileSync('test/fixtures/oracle-sbc/activate-success.xml', 'utf8');
const NOT_AUTHORIZED = readFileSync('test/fixtures/oracle-sbc/not-authorized.xml', 'utf8');
const MINUTE = 60_000;
const LAST: UpstreamRef = { key: 'last', kind: 'pointer' };

interface Asked {
  line: string;
  authorization: string;
  contentType: string | undefined;
  body: string;
}

/** A box with one slot and tokens `token-1`, `token-2`, …; `accepts` says which log-ons it takes. */
class Box {
  readonly asked: Asked[] = [];
  readonly valid = new Set<string>();
  accepts = (_: Asked): number => 200;
  statusResponse: (response: ServerResponse) => void = (response) => respond(response, 200, SUCCESS);
  private issued = 0;
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  get logOns(): Asked[] {
    return this.asked.filter(({ line }) => line.startsWith('POST'));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { authorization = '', 'content-type': contentType } = request.headers;
    const asked = { line: `${request.method} ${request.url}`, authorization, contentType, body };
    this.asked.push(asked);
    if (asked.line === 'POST /rest/v1.2/auth/token') return this.logOn(asked, response);
    if (!this.valid.has(authorization)) return respond(response, 401, NOT_AUTHORIZED);
    this.statusResponse(response);
  }

  private logOn(asked: Asked, response: ServerResponse): void {
    const status = this.accepts(asked);
    if (status !== 200) return respond(response, status, NOT_AUTHORIZED);
    this.issued += 1;
    this.valid.clear();
    this.valid.add(`Bearer token-${this.issued}`);
    respond(response, 200, `<response><data><accessToken>token-${this.issued}</accessToken></data></response>`);
  }
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
}

const BASIC = `Basic ${Buffer.from('operator:s3cret-word').toString('base64')}`;

describe('the provider of the Oracle SBC', () => {
  const provider = new OracleSbcProvider();
  let box: Box;
  let session: SbcSession;
  let now: number;

  beforeEach(async () => {
    box = new Box();
    now = Date.UTC(2026, 10, 21, 8);
    const connection: UpstreamConnection = {
      name: 'sbc-lab',
      provider: 'oracle-sbc',
      url: await box.start(),
      tls: { ca: null, verify: true },
      auth: { user: 'operator', password: 's3cret-word' },
      timeZone: 'UTC',
      limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 2_000, maxResponseBytes: 100_000 },
      options: { version: 'v1.2' },
    };
    session = openSbcSession(connection, () => now);
  });

  afterEach(async () => {
    await session.close();
    await box.stop();
  });

  async function jobChanged(refs: UpstreamRef[] = [LAST], signal = new AbortController().signal) {
    const seen: Fetched<OracleSbcRaw>[] = [];
    for await (const fetched of provider.fetch(session, refs, signal)) seen.push(fetched);
    return seen;
  }

  it('logs on with Basic credentials and asks for the slot with the token', async () => {
    const [seen] = await jobChanged();
    expect(seen).toMatchObject({ ref: LAST, raw: { body: SUCCESS }, exchange: { status: 200 } });
    expect(box.asked).toEqual([
      { line: 'POST /rest/v1.2/auth/token', authorization: BASIC, contentType: undefined, body: '' },
      { line: 'GET /rest/v1.2/admin/asyncstatus', authorization: 'Bearer token-1', contentType: undefined, body: '' },
    ]);
  });

  it('answers for many refs, runs among them, with one call', async () => {
    const run: UpstreamRef = { key: 'activate-20261121T080000123Z', kind: 'run' };
    const seen = await jobChanged([LAST, run, LAST]);
    expect(seen.map(({ ref }) => ref)).toEqual([LAST, run, LAST]);
    expect(box.asked).toHaveLength(2);
  });

  it('asks nothing for no refs', async () => {
    expect(await jobChanged([])).toEqual([]);
    expect(box.asked).toEqual([]);
  });

  it('renews the token in place before it ends', async () => {
    await jobChanged();
    now += 9 * MINUTE;
    await jobChanged();
    expect(box.logOns[1]).toEqual({
      line: 'POST /rest/v1.2/auth/token',
      authorization: BASIC,
      contentType: 'x-www-form-urlencoded',
      body: 'accessToken=token-1',
    });
    expect(box.asked.at(-1)).toMatchObject({ authorization: 'Bearer token-2' });
  });

  it('keeps a token that is not due', async () => {
    await jobChanged();
    now += 9 * MINUTE - 1;
    await jobChanged();
    expect(box.logOns).toHaveLength(1);
  });

  it('logs on plainly when the token has expired', async () => {
    await jobChanged();
    now += 10 * MINUTE;
    await jobChanged();
    expect(box.logOns[1]).toMatchObject({ body: '', contentType: undefined });
  });

  it.each([400, 401, 415])('logs on plainly when the box declines a renewal with %i', async (status) => {
    await jobChanged();
    now += 9 * MINUTE;
    box.accepts = ({ body }) => (body === '' ? 200 : status);
    expect(await jobChanged()).toMatchObject([{ raw: { body: SUCCESS } }]);
    expect(box.logOns.map(({ body }) => body)).toEqual(['', 'accessToken=token-1', '']);
  });

  it('keeps using a live token when its renewal fails', async () => {
    await jobChanged();
    now += 9 * MINUTE;
    box.accepts = () => 500;
    expect(await jobChanged()).toMatchObject([{ raw: { body: SUCCESS } }]);
    expect(box.asked.at(-1)).toMatchObject({ authorization: 'Bearer token-1' });
    expect(box.logOns.map(({ body }) => body)).toEqual(['', 'accessToken=token-1']);
  });

  it('renews once when the box no longer takes the token', async () => {
    await jobChanged();
    box.valid.clear();
    expect(await jobChanged()).toMatchObject([{ raw: { body: SUCCESS } }]);
    expect(box.logOns).toHaveLength(2);
  });

  it('does not loop when the box takes no token at all', async () => {
    box.statusResponse = (response) => respond(response, 401, NOT_AUTHORIZED);
    expect(await jobChanged()).toMatchObject([{ trouble: { kind: 'unauthorized' } }]);
    expect(box.asked).toHaveLength(4);
  });

  it('does not try a refused log-on again', async () => {
    box.accepts = () => 401;
    expect(await jobChanged()).toMatchObject([{ trouble: { kind: 'unauthorized', code: 'log-on-refused' } }]);
    expect(await jobChanged()).toMatchObject([{ trouble: { kind: 'unauthorized', code: 'log-on-refused' } }]);
    expect(box.asked).toHaveLength(1);
  });

  it('takes 403 for an account without privileges, and logs on no second time', async () => {
    box.statusResponse = (response) => respond(response, 403, NOT_AUTHORIZED);
    expect(await jobChanged()).toMatchObject([{ trouble: { kind: 'unauthorized', code: 'administrator-required' } }]);
    expect(box.asked).toHaveLength(2);
  });

  it('takes a log-on without a token for malformed', async () => {
    box.accepts = () => 204;
    expect(await jobChanged()).toMatchObject([{ trouble: { kind: 'malformed', code: 'no-token' } }]);
  });

  it('gives up when it is aborted', async () => {
    const asked = new Promise<void>((resolve) => (box.statusResponse = () => resolve()));
    const control = new AbortController();
    const polling = jobChanged([LAST], control.signal);
    await asked;
    control.abort();
    expect(await polling).toMatchObject([{ trouble: { kind: 'unreachable', code: 'aborted' } }]);
  });

  it('shows no credential in what it hands out', async () => {
    const seen = await jobChanged();
    box.statusResponse = (response) => respond(response, 401, NOT_AUTHORIZED);
    const text = JSON.stringify([...seen, ...(await jobChanged())]);
    for (const secret of ['s3cret-word', BASIC, 'token-1', 'token-2']) expect(text).not.toContain(secret);
  });

  it('is what its module provides', async () => {
    const module = await Test.createTestingModule({
      imports: [await PROVIDER_LIST.find((entry) => entry.descriptor.name === 'oracle-sbc')!.load()],
    }).compile();
    expect(module.get(providerToken('oracle-sbc'))).toBeInstanceOf(OracleSbcProvider);
  });
});
