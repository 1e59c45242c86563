import { TokenIssuer } from '../../../test/stage/token.issuer.js';
import { IssuerKeys } from './issuer-keys.js';
import { readKeySet } from './key-set.source.js';
import { TokenVerifier } from './token.verifier.js';

let issuer: TokenIssuer;
let now: number;

beforeAll(async () => {
  issuer = await TokenIssuer.open();
});

beforeEach(async () => {
  now = Date.now();
  issuer.answer = null;
  await issuer.rotate();
});

afterAll(() => issuer.close());

describe('the keys of the issuer', () => {
  let clock: number;
  let verifier: TokenVerifier;
  let changes: number;

  beforeEach(() => {
    clock = 0;
    changes = 0;
    issuer.reads = 0;
    const { jwksUrl } = issuer.rules;
    const keys = new IssuerKeys(
      () => readKeySet(jwksUrl),
      () => (changes += 1),
      () => clock,
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
    clock += 31_000;
    expect(await isLetIn(await issuer.token())).toBe(true);
    expect([issuer.reads, changes]).toEqual([2, 2]);
  });

  it('are not read again and again for tokens of keys that there are not', async () => {
    expect(await isLetIn(await issuer.token())).toBe(true);
    const stranger = await issuer.makeKey('ES256');
    for (let turn = 0; turn < 50; turn += 1) {
      const garbage = await issuer.token({}, { key: { ...stranger, kid: `made-up-${turn}` } });
      expect(await verifier.verify(garbage)).toEqual({ refused: 'invalid' });
      clock += 1_000;
    }
    expect(issuer.reads).toBe(2);
  });

  it('stay in use while the issuer is away, and are not asked for without rest', async () => {
    const token = await issuer.token();
    expect(await isLetIn(token)).toBe(true);
    const unknown = await issuer.token({}, { key: await issuer.makeKey('ES256') });
    await issuer.goAway();
    try {
      for (let turn = 0; turn < 20; turn += 1) {
        clock += 3_600_000;
        expect(await isLetIn(token)).toBe(true);
        expect(await verifier.verify(unknown)).toEqual({ refused: 'invalid' });
      }
    } finally {
      await issuer.comeBack();
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
    clock += 3_600_000;
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
    clock += 6_000;
    expect(await isLetIn(token)).toBe(true);
  });

  it('are looked up now and then, so that one that was withdrawn does not stay', async () => {
    const token = await issuer.token();
    expect(await isLetIn(token)).toBe(true);
    await issuer.rotate();
    clock += 601_000;
    await verifier.verify(token);
    while (changes < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(await verifier.verify(token)).toEqual({ refused: 'invalid' });
  });
});
