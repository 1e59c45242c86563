import { eventually } from '../../../test/stage/eventually.js';
import { TokenIssuer } from '../../../test/stage/token.issuer.js';
import { ManualTiming } from '../test/manual.timing.js';
import { bearing, callerOf } from '../test/token.scene.js';
import { Access } from './index.js';
import { JwksCache } from './jwks.cache.js';
import { fetchJwks } from './jwks.fetch.js';
import { TokenVerifier } from './token.verifier.js';

let issuer: TokenIssuer;
let access: Access;
let now: number;

const seconds = () => Math.floor(now / 1000);

beforeAll(async () => {
  issuer = await TokenIssuer.open();
});

beforeEach(async () => {
  now = Date.now();
  issuer.answer = null;
  await issuer.rotate();
});

afterAll(() => issuer.close());

describe('a token whose key is withdrawn', () => {
  let timing: ManualTiming;

  beforeEach(() => {
    timing = new ManualTiming();
    access = new Access({ anonymous: 'none', keys: [], jwt: issuer.rules }, () => now, undefined, timing);
  });
  afterEach(() => access.close());

  /** In minutes, for each of which nobody comes but the holder of the token; null: it is let in for a day. */
  async function minutesUntilRefused(token: { authorization: string }): Promise<number | null> {
    for (let minute = 1; minute <= 24 * 60; minute += 1) {
      const reads = issuer.reads;
      timing.pass(60_000);
      now += 60_000;
      // What is read meanwhile is awaited; nothing else takes time.
      if (timing.waiting === 0) await eventually(() => expect([reads + 1, timing.waiting]).toEqual([issuer.reads, 1]));
      if ('refused' in (await access.decide(token))) return minute;
    }
    return null;
  }

  it('is refused within ten minutes, though it was remembered and nobody else comes', async () => {
    const token = bearing(await issuer.token({ exp: seconds() + 10 * 365 * 86_400 }));
    callerOf(await access.decide(token));
    await issuer.rotate();
    expect(await minutesUntilRefused(token)).toBeLessThanOrEqual(10);
  });

  it('is refused within ten minutes of the return of an issuer that was away', async () => {
    const token = bearing(await issuer.token({ exp: seconds() + 86_400 }));
    callerOf(await access.decide(token));
    await issuer.rotate();
    await issuer.stop();
    for (let minute = 0; minute < 30; minute += 1) {
      timing.pass(60_000);
      await eventually(() => expect(timing.waiting).toBe(1));
      callerOf(await access.decide(token));
    }
    await issuer.start();
    expect(await minutesUntilRefused(token)).toBeLessThanOrEqual(10);
  });

  it('is remembered while the keys stay', async () => {
    const token = bearing(await issuer.token({ exp: seconds() + 86_400 }));
    const caller = callerOf(await access.decide(token));
    for (let turn = 0; turn < 5; turn += 1) {
      const reads = issuer.reads;
      timing.pass(300_000);
      await eventually(() => expect([issuer.reads, timing.waiting]).toEqual([reads + 1, 1]));
      expect(access.authenticate(token)).toEqual({ caller });
    }
  });

  it('has its issuer asked no more by itself once another is trusted, or all is closed', async () => {
    callerOf(await access.decide(bearing(await issuer.token())));
    expect(timing.waiting).toBe(1);
    access.applyConfig({ anonymous: 'none', keys: [], jwt: { ...issuer.rules, audience: 'others' } });
    expect(timing.waiting).toBe(0);
    access.applyConfig({ anonymous: 'none', keys: [], jwt: issuer.rules });
    callerOf(await access.decide(bearing(await issuer.token())));
    access.close();
    expect(timing.waiting).toBe(0);
  });
});

describe('the keys of the issuer', () => {
  let timing: ManualTiming;
  let verifier: TokenVerifier;
  let changes: number;

  beforeEach(() => {
    timing = new ManualTiming();
    changes = 0;
    issuer.reads = 0;
    const { jwksUrl } = issuer.rules;
    const keys = new JwksCache(
      () => fetchJwks(jwksUrl),
      () => (changes += 1),
      timing,
    );
    verifier = new TokenVerifier(issuer.rules, keys, () => now);
  });

  const isLetIn = async (token: string) => 'caller' in (await verifier.verify(token));

  it('are read once for all who come at the same time', async () => {
    const token = await issuer.token();
    expect(await Promise.all([1, 2, 3, 4].map(() => isLetIn(token)))).toEqual([true, true, true, true]);
    expect([issuer.reads, changes]).toEqual([1, 1]);
  });

  it('are read again for a token of a new one', async () => {
    expect(await isLetIn(await issuer.token())).toBe(true);
    await issuer.rotate();
    timing.pass(31_000);
    expect(await isLetIn(await issuer.token())).toBe(true);
    expect([issuer.reads, changes]).toEqual([2, 2]);
  });

  it('are not read again and again for tokens of keys that there are not', async () => {
    expect(await isLetIn(await issuer.token())).toBe(true);
    const stranger = await issuer.makeKey('ES256');
    for (let turn = 0; turn < 50; turn += 1) {
      const garbage = await issuer.token({}, { key: { ...stranger, kid: `made-up-${turn}` } });
      expect(await verifier.verify(garbage)).toEqual({ refused: 'invalid' });
      timing.pass(1_000);
    }
    expect(issuer.reads).toBe(2);
  });

  it('stay in use while the issuer is away, and are not asked for without rest', async () => {
    const token = await issuer.token();
    expect(await isLetIn(token)).toBe(true);
    const unknown = await issuer.token({}, { key: await issuer.makeKey('ES256') });
    await issuer.stop();
    try {
      for (let turn = 0; turn < 20; turn += 1) {
        timing.pass(3_600_000);
        expect(await isLetIn(token)).toBe(true);
        expect(await verifier.verify(unknown)).toEqual({ refused: 'invalid' });
      }
    } finally {
      await issuer.start();
    }
  });

  it.each([
    ['an error', { status: 500, body: '{"keys":[]}' }],
    ['a redirect', { status: 302, body: '' }],
    ['a page', { status: 200, body: '<html>' }],
    ['something else', { status: 200, body: '{"keys":7}' }],
    ['null', { status: 200, body: 'null' }],
    ['too much', { status: 200, body: JSON.stringify({ keys: ['a'.repeat(1_100_000)] }) }],
  ])('stay in use when the issuer answers with %s', async (_, answer) => {
    const token = await issuer.token();
    expect(await isLetIn(token)).toBe(true);
    issuer.answer = answer;
    timing.pass(31_000);
    const stranger = await issuer.makeKey('ES256');
    expect(await verifier.verify(await issuer.token({}, { key: stranger }))).toEqual({ refused: 'invalid' });
    expect(await isLetIn(token)).toBe(true);
    expect([issuer.reads, changes]).toEqual([2, 1]);
  });

  it('that were never had make no token wrong, and are asked for again after a rest', async () => {
    issuer.answer = { status: 500, body: '' };
    const token = await issuer.token();
    for (let turn = 0; turn < 3; turn += 1) expect(await verifier.verify(token)).toEqual({ refused: 'unavailable' });
    expect(issuer.reads).toBe(1);
    issuer.answer = null;
    timing.pass(6_000);
    expect(await isLetIn(token)).toBe(true);
  });

  it.each([
    [0, 300_000],
    [0.5, 270_000],
    [0.999, 240_060],
  ])('are fetched again after four to five minutes, with jitter: %d', async (chance, afterMs) => {
    const own = new ManualTiming(chance);
    const keys = new JwksCache(() => fetchJwks(issuer.rules.jwksUrl), undefined, own);
    await keys.known();
    own.pass(afterMs - 1);
    expect([own.waiting, issuer.reads]).toEqual([1, 1]);
    own.pass(1);
    await eventually(() => expect([own.waiting, issuer.reads]).toEqual([1, 2]));
    keys.stop();
  });

  it('are refreshed regularly, so that one that was withdrawn does not stay', async () => {
    const token = await issuer.token();
    expect(await isLetIn(token)).toBe(true);
    await issuer.rotate();
    timing.pass(300_000);
    await eventually(() => expect(changes).toBe(2));
    expect(await verifier.verify(token)).toEqual({ refused: 'invalid' });
  });
});
