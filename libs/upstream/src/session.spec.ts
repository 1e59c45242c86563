import { trouble } from '#libs/jobs';
import { json, page, type Play } from '../../../test/contract/scripted-reply.js';
import type { ReceivedRequest } from '../../../test/contract/provider-harness.js';
import { ScriptedUpstream } from '../../../test/contract/scripted-upstream.js';
import type { UpstreamCall } from './exchange.js';
import type { LogOnProtocol } from './log-on-protocol.js';
import { openSession, type Session } from './session.js';

const GET: UpstreamCall = { method: 'GET', target: '/job' };
const LIFETIME_MS = 3_600_000;
const MINUTE_MS = 60_000;
const never = () => new AbortController().signal;

/** Tokens are `token-<n>`; those below `oldestValid` have expired. */
const protocol = (renews: boolean, clock: { now: number }, lifetimeMs: number): LogOnProtocol<string> => ({
  account: { url: 'http://upstream.example', name: 'jobgate' },
  carries: 'token',
  async logOn(http, signal, previous) {
    const headers = previous === null ? undefined : { 'x-previous': previous };
    const outcome = await http.call({ method: 'POST', target: '/log-on', headers }, signal);
    if ('trouble' in outcome) return outcome.trouble;
    if (outcome.response.status === 403) return trouble('unauthorized', 'log-on-refused', 'Refused.');
    if (outcome.response.status !== 200) return trouble('unreachable', 'upstream-error', 'Out of order.');
    const { token } = JSON.parse(outcome.response.body.toString('utf8')) as { token: string };
    return { credential: token, renewAt: renews ? clock.now + lifetimeMs : null };
  },
  authorize: (call, token) => ({ ...call, target: `${call.target}?token=${token}` }),
  checkCredential: ({ status }) => (status === 401 ? 'expired' : status === 403 ? 'refused' : 'accepted'),
  async logOff(http, token, signal) {
    await http.call({ method: 'DELETE', target: `/log-on?token=${token}` }, signal);
  },
});

describe('a session', () => {
  let upstream: ScriptedUpstream;
  let session: Session;
  let clock: { now: number };
  let oldestValid: number;
  let logOn: (nth: number) => Play;
  afterEach(async () => {
    await session.close();
    await upstream.stop();
  });
  async function open(renews = false, lifetimeMs = LIFETIME_MS) {
    clock = { now: 1_000_000 };
    oldestValid = 1;
    logOn = (nth) => json(200, { token: `token-${nth}` });
    upstream = await ScriptedUpstream.start(respond);
    const limits = { concurrency: 10, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 100_000 };
    const connection = { name: 'lab', provider: 'ibm-hmc', url: upstream.url, auth: {}, timeZone: 'UTC', options: {} };
    session = openSession(
      { ...connection, tls: { ca: null, verify: true }, limits },
      protocol(renews, clock, lifetimeMs),
      () => clock.now,
    );
  }
  function respond({ method, target }: ReceivedRequest): Play {
    if (method === 'POST') return logOn(logOns());
    const nth = Number(/token-(\d+)/.exec(target)?.[1] ?? 0);
    return nth >= oldestValid ? json(200, { nth }) : json(401, {});
  }
  const logOns = () => upstream.received.filter(({ method }) => method === 'POST').length;
  const calls = () => upstream.received.filter(({ method }) => method === 'GET').length;
  const kindOf = async () => {
    const outcome = await session.call(GET, never());
    return 'trouble' in outcome ? outcome.trouble.kind : outcome.response.status;
  };

  it('does nothing before the first call, and then logs on once', async () => {
    await open();
    expect(upstream.received).toEqual([]);
    expect(await Promise.all([kindOf(), kindOf(), kindOf()])).toEqual([200, 200, 200]);
    expect([logOns(), calls()]).toEqual([1, 3]);
  });

  it('names the call as it was asked for, without the credential', async () => {
    await open();
    expect((await session.call(GET, never())).exchange).toMatchObject({ target: '/job', status: 200 });
    upstream.player = () => ({ play: 'reset' });
    expect((await session.call(GET, never())).exchange).toMatchObject({ target: '/job', status: null });
  });

  it('renews an expired credential, without the one that was refused, and repeats the call', async () => {
    await open();
    await kindOf();
    oldestValid = 2;
    expect(await kindOf()).toBe(200);
    expect([logOns(), calls()]).toEqual([2, 3]);
    expect(upstream.received.filter(({ method }) => method === 'POST')[1]!.headers['x-previous']).toBeUndefined();
  });

  it('renews as often as credentials that worked expire', async () => {
    await open();
    for (let nth = 1; nth <= 5; nth += 1) {
      oldestValid = nth;
      expect(await kindOf()).toBe(200);
    }
    expect(logOns()).toBe(5);
  });

  it('does not log on for a call that a new credential would not help', async () => {
    await open();
    await kindOf();
    upstream.player = (request) => (request.method === 'POST' ? respond(request) : json(403, {}));
    expect(await session.call(GET, never())).toMatchObject({
      trouble: { kind: 'unauthorized', code: 'credentials-refused', upstreamStatus: 403 },
    });
    expect(logOns()).toBe(1);
  });

  it('tries a refused log-on again after a minute, and from then on every quarter of an hour', async () => {
    await open();
    logOn = () => json(403, {});
    for (const minutes of [1, 15, 15, 15]) {
      const before = logOns();
      expect(await kindOf()).toBe('unauthorized');
      expect(logOns()).toBe(before + 1);
      clock.now += minutes * MINUTE_MS - 1;
      expect(await kindOf()).toBe('unauthorized');
      expect(logOns()).toBe(before + 1);
      clock.now += 1;
    }
    expect(calls()).toBe(0);
  });

  it('forgets refusals once a credential works', async () => {
    await open();
    logOn = () => json(403, {});
    await kindOf();
    clock.now += MINUTE_MS;
    await kindOf();
    clock.now += 15 * MINUTE_MS;
    logOn = (nth) => json(200, { token: `token-${nth}` });
    expect(await kindOf()).toBe(200);
    oldestValid = Infinity;
    logOn = () => json(403, {});
    await kindOf();
    clock.now += MINUTE_MS;
    const before = logOns();
    await kindOf();
    expect(logOns()).toBe(before + 1);
  });

  it('asks for no more credentials when fresh ones do not work, until a pause is over', async () => {
    await open();
    oldestValid = Infinity;
    for (let call = 0; call < 5; call += 1) expect(await kindOf()).toBe('unauthorized');
    expect(logOns()).toBe(2);
    clock.now += MINUTE_MS;
    expect(await kindOf()).toBe('unauthorized');
    expect(await kindOf()).toBe('unauthorized');
    expect(logOns()).toBe(3);
    clock.now += 15 * MINUTE_MS - 1;
    await kindOf();
    expect(logOns()).toBe(3);
  });

  it('goes on with a fresh credential that begins to work during the pause', async () => {
    await open();
    oldestValid = Infinity;
    await kindOf();
    oldestValid = 2;
    expect(await kindOf()).toBe(200);
    expect(logOns()).toBe(2);
  });

  it('tries a log-on that found nobody again at the next call', async () => {
    await open();
    logOn = () => page(503);
    expect(await kindOf()).toBe('unreachable');
    logOn = (nth) => json(200, { token: `token-${nth}` });
    expect(await kindOf()).toBe(200);
  });

  it('renews ahead of time, once for all', async () => {
    await open(true);
    await kindOf();
    clock.now += LIFETIME_MS - 1;
    await kindOf();
    expect(logOns()).toBe(1);
    clock.now += 1;
    expect(await Promise.all([kindOf(), kindOf(), kindOf()])).toEqual([200, 200, 200]);
    expect(logOns()).toBe(2);
    expect(upstream.received.filter(({ method }) => method === 'POST')[1]!.headers['x-previous']).toBe('token-1');
  });

  it('renews at most every ten seconds ahead of time, however short a life the upstream gives', async () => {
    await open(true, 1);
    for (let call = 0; call < 20; call += 1, clock.now += 1_000) await kindOf();
    expect(logOns()).toBe(2);
  });

  it('goes on with a credential that is still good when its renewal ahead of time does not come about', async () => {
    await open(true);
    await kindOf();
    clock.now += LIFETIME_MS;
    logOn = () => ({ play: 'reset' });
    expect([await kindOf(), await kindOf()]).toEqual([200, 200]);
    expect(logOns()).toBe(2);
    clock.now += MINUTE_MS;
    expect(await kindOf()).toBe(200);
    expect(logOns()).toBe(3);
    oldestValid = 4;
    logOn = (nth) => json(200, { token: `token-${nth}` });
    expect(await kindOf()).toBe(200);
  });

  it('lets one who waits for a log-on give up, and logs on for the others', async () => {
    await open();
    let proceed = () => {};
    const until = new Promise<void>((resolve) => (proceed = resolve));
    logOn = (nth) => ({ play: 'held', reply: { status: 200, body: `{"token":"token-${nth}"}` }, until });
    const impatient = new AbortController();
    const givenUp = session.call(GET, impatient.signal);
    const patient = kindOf();
    await upstream.arrived(1);
    impatient.abort();
    expect(await givenUp).toMatchObject({ trouble: { kind: 'unreachable', code: 'aborted' } });
    proceed();
    expect(await patient).toBe(200);
    expect(logOns()).toBe(1);
  });

  it('gives its credential back when it is closed, even one that arrives while closing', async () => {
    await open();
    await kindOf();
    await session.close();
    expect(upstream.received.at(-1)).toMatchObject({ method: 'DELETE', target: '/log-on?token=token-1' });
    await upstream.deserted();
  });

  it('is closed in time when the log-off finds nobody, and makes no call afterwards', async () => {
    await open();
    await kindOf();
    upstream.player = () => ({ play: 'reset' });
    await session.close();
    await session.close();
    const before = upstream.received.length;
    expect(await kindOf()).toBe('unreachable');
    expect(upstream.received).toHaveLength(before);
  });

  it('ends a log-on that is on its way when it is closed', async () => {
    await open();
    logOn = () => ({ play: 'silence' });
    const waiting = kindOf();
    await upstream.arrived(1);
    await session.close();
    expect(await waiting).toBe('unreachable');
    expect(session.busy).toBe(0);
    await upstream.deserted();
  });

  it('hands on a bug of the protocol to those who wait for it, and to nobody else', async () => {
    await open();
    logOn = () => json(200, 'not an object');
    upstream.player = ({ method }) => (method === 'POST' ? { status: 200, body: '{' } : json(200, {}));
    await expect(session.call(GET, never())).rejects.toThrow(SyntaxError);
    upstream.player = respond;
    logOn = (nth) => json(200, { token: `token-${nth}` });
    expect(await kindOf()).toBe(200);
  });
});
