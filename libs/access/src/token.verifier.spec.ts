import { SignJWT, UnsecuredJWT } from 'jose';
import { TokenIssuer } from '../../../test/stage/token.issuer.js';
import { bearing, callerOf } from '../test/token.scene.js';
import { Access, SCOPES } from './index.js';

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
  access = new Access({ anonymous: 'none', keys: [], jwt: issuer.rules }, () => now);
});

afterAll(() => issuer.close());

describe('a token', () => {
  it('is verified once, and known at once from then on', async () => {
    const token = bearing(await issuer.token({ scope: 'jobs:read', connections: ['hmc-lab'] }));
    expect(access.authenticate(token)).toEqual({ refused: 'unverified' });
    const caller = callerOf(await access.decide(token));
    expect(caller.name).toBe('jwt:somebody');
    expect(access.authenticate(token)).toEqual({ caller });
  });

  it('is remembered through changes of the rules that leave its issuer as it is, and through no other', async () => {
    const token = bearing(await issuer.token({ scope: 'jobs:read', connections: ['hmc-lab'] }));
    const caller = callerOf(await access.decide(token));
    access.applyConfig({ anonymous: 'read', keys: [], jwt: { ...issuer.rules } });
    expect(access.authenticate(token)).toEqual({ caller });
    access.applyConfig({ anonymous: 'read', keys: [], jwt: { ...issuer.rules, audience: 'others' } });
    expect(access.authenticate(token)).toEqual({ refused: 'unverified' });
    expect(await access.decide(token)).toEqual({ refused: 'invalid' });
    access.applyConfig({ anonymous: 'read', keys: [] });
    expect(await access.decide(token)).toEqual({ refused: 'invalid' });
  });

  it('that was being verified when the rules changed is judged by the new ones', async () => {
    const token = bearing(await issuer.token());
    const deciding = access.decide(token);
    access.applyConfig({ anonymous: 'none', keys: [], jwt: { ...issuer.rules, audience: 'others' } });
    expect(await deciding).toEqual({ refused: 'invalid' });
    expect(callerOf(await access.decide(bearing(await issuer.token({ aud: 'others' })))).name).toBe('jwt:somebody');
  });

  it('that was refused is verified again after ten seconds, or by other rules, and no sooner', async () => {
    const early = bearing(await issuer.token({ nbf: seconds() + 65 }));
    expect(await access.decide(early)).toEqual({ refused: 'invalid' });
    now += 9_999;
    expect(access.authenticate(early)).toEqual({ refused: 'invalid' });
    now += 1;
    expect(access.authenticate(early)).toEqual({ refused: 'unverified' });
    expect(callerOf(await access.decide(early)).name).toBe('jwt:somebody');
    const other = bearing(await issuer.token({ aud: 'others' }));
    expect(await access.decide(other)).toEqual({ refused: 'invalid' });
    expect(access.authenticate(other)).toEqual({ refused: 'invalid' });
    access.applyConfig({ anonymous: 'none', keys: [], jwt: { ...issuer.rules, audience: 'others' } });
    expect(access.authenticate(other)).toEqual({ refused: 'unverified' });
  });

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
    'may be signed with %s',
    async (algorithm) => {
      await issuer.rotate(algorithm);
      expect(callerOf(await access.decide(bearing(await issuer.token()))).name).toBe('jwt:somebody');
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://other.example' }],
    ['an issuer that is nearly ours', { iss: 'http://127.0.0.1' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'jobgate-test' }],
    ['other audiences', { aud: ['one', 'two'] }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is no time', { exp: 'tomorrow' }],
    ['an end more than a minute ago', { exp: Math.floor(Date.now() / 1000) - 62 }],
    ['a beginning more than a minute ahead', { nbf: Math.floor(Date.now() / 1000) + 90 }],
    ['nobody in it', { sub: undefined }],
    ['an empty name in it', { sub: '' }],
    ['a number for a name', { sub: 7 }],
  ])('with %s is refused', async (_, claims) => {
    expect(await access.decide(bearing(await issuer.token(claims)))).toEqual({ refused: 'invalid' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['our audience among others', { aud: ['other', 'jobgate'] }],
    ['an end less than a minute ago', { exp: Math.floor(Date.now() / 1000) - 50 }],
    ['a beginning less than a minute ahead', { nbf: Math.floor(Date.now() / 1000) + 50 }],
  ])('with %s is let in', async (_, claims) => {
    expect(callerOf(await access.decide(bearing(await issuer.token(claims)))).name).toBe('jwt:somebody');
  });

  it('is refused once it has expired, also where it was used before', async () => {
    const token = bearing(await issuer.token({ exp: seconds() + 10 }));
    callerOf(await access.decide(token));
    now += 69_000;
    callerOf(access.authenticate(token));
    now += 2_000;
    expect(await access.decide(token)).toEqual({ refused: 'invalid' });
  });

  it.each(['none', 'HS256'])('is refused when it is signed with %s', async (algorithm) => {
    const claims = { iss: issuer.url, aud: issuer.audience, sub: 'somebody', exp: seconds() + 300 };
    // With the published key as the shared secret: the trick that an allow-list of algorithms is for.
    const secret = new TextEncoder().encode(JSON.stringify(issuer.keys[0]!.published));
    const header = { alg: algorithm, kid: issuer.keys[0]!.kid };
    const signed = algorithm !== 'none';
    const token = signed ? await new SignJWT(claims).setProtectedHeader(header).sign(secret) : unsigned(claims);
    expect(await access.decide(bearing(token))).toEqual({ refused: 'invalid' });
  });

  it('is refused when another signed it, whatever key it brings along', async () => {
    const other = await issuer.makeKey('ES256');
    const stolen = { key: { ...other, kid: issuer.keys[0]!.kid } };
    const brought = { ...stolen, header: { jwk: other.published, jku: `${issuer.url}/keys` } };
    expect(await access.decide(bearing(await issuer.token({}, stolen)))).toEqual({ refused: 'invalid' });
    expect(await access.decide(bearing(await issuer.token({}, brought)))).toEqual({ refused: 'invalid' });
  });

  it('is refused when a letter of it is another', async () => {
    const [header, payload, signature] = (await issuer.token()).split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
    expect(await access.decide(bearing(`${header}.${forged}.${signature}`))).toEqual({ refused: 'invalid' });
  });

  it('that does not name its key is tried with each of them', async () => {
    issuer.keys = [await issuer.makeKey('ES256'), await issuer.makeKey('ES256')];
    const token = await issuer.token({}, { key: issuer.keys[1], header: { kid: undefined } });
    expect(callerOf(await access.decide(bearing(token))).name).toBe('jwt:somebody');
    const other = await issuer.makeKey('ES256');
    const foreign = await issuer.token({}, { key: other, header: { kid: undefined } });
    expect(await access.decide(bearing(foreign))).toEqual({ refused: 'invalid' });
  });

  it('is taken in Authorization alone', async () => {
    const token = await issuer.token();
    expect(await access.decide({ apiKey: token })).toEqual({ refused: 'invalid' });
    expect(await access.decide({ apiKey: token, ...bearing(token) })).toEqual({ refused: 'invalid' });
  });

  it('is refused where no issuer is configured', async () => {
    const without = new Access({ anonymous: 'read', keys: [], jwt: null });
    expect(await without.decide(bearing(await issuer.token()))).toEqual({ refused: 'invalid' });
  });

  function unsigned(claims: object): string {
    const [, payload] = new UnsecuredJWT({ ...claims }).encode().split('.') as [string, string];
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.AAAA`;
  }
});

describe('what a token allows', () => {
  it.each<[string, Record<string, unknown>, string[], string[]]>([
    ['words in scope', { scope: 'openid jobs:read jobs:track' }, ['jobs:read', 'jobs:track'], []],
    ['a list in scp', { scp: ['jobs:operate', 'profile'] }, ['jobs:operate'], []],
    ['words in scp', { scp: 'jobs:operate profile' }, ['jobs:operate'], []],
    ['a list in scopes', { scopes: ['admin'] }, [...SCOPES], []],
    ['the first of several claims', { scope: 'jobs:read', scp: ['admin'], scopes: ['admin'] }, ['jobs:read'], []],
    ['an empty first claim', { scope: '', scopes: ['admin'] }, [], []],
    ['nothing', {}, [], []],
    ['what is no list', { scope: 7, connections: { a: 1 } }, [], []],
    ['a list that is not of words', { scopes: ['admin', 7], connections: ['hmc-lab', null] }, [], []],
    ['connections', { scope: 'jobs:read', connections: ['hmc-lab'] }, ['jobs:read'], ['hmc-lab']],
    ['one connection', { connections: 'hmc-lab' }, [], ['hmc-lab']],
    ['all connections', { connections: ['*'] }, [], ['hmc-lab', 'dm-prod']],
    ['connections under our own name', { connections: ['*'], jobgate_connections: ['dm-prod'] }, [], ['dm-prod']],
    ['connections with another case', { connections: ['HMC-LAB'] }, [], []],
  ])('%s', async (_, claims, scopes, connections) => {
    const caller = callerOf(await access.decide(bearing(await issuer.token(claims))));
    expect([...caller.scopes]).toEqual(scopes);
    expect(caller.visible(['hmc-lab', 'dm-prod'])).toEqual(connections);
  });
});

describe('a token where a longest age is configured', () => {
  beforeEach(() => {
    access = new Access({ anonymous: 'none', keys: [], jwt: { ...issuer.rules, maxAgeMs: 3_600_000 } }, () => now);
  });
  const issued = (secondsAgo: number) => issuer.token({ iat: seconds() - secondsAgo, exp: seconds() + 86_400 });

  it('is refused once it is older, also where it was used before', async () => {
    const token = bearing(await issued(0));
    callerOf(await access.decide(token));
    now += 3_600_000 + 59_000;
    callerOf(access.authenticate(token));
    now += 2_000;
    expect(access.authenticate(token)).toEqual({ refused: 'unverified' });
    expect(await access.decide(token)).toEqual({ refused: 'invalid' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['that is older', { iat: Math.floor(Date.now() / 1000) - 3_700 }],
    ['that does not say when it was issued', { iat: undefined }],
    ['that is yet to be issued', { iat: Math.floor(Date.now() / 1000) + 120 }],
  ])('%s is refused', async (_, claims) => {
    const token = await issuer.token({ exp: seconds() + 86_400, ...claims });
    expect(await access.decide(bearing(token))).toEqual({ refused: 'invalid' });
    const unchecked = new Access({ anonymous: 'none', keys: [], jwt: issuer.rules }, () => now);
    callerOf(await unchecked.decide(bearing(token)));
    unchecked.close();
  });

  it('that expires before is refused then', async () => {
    const token = bearing(await issuer.token({ exp: seconds() + 10 }));
    callerOf(await access.decide(token));
    now += 71_000;
    expect(await access.decide(token)).toEqual({ refused: 'invalid' });
  });
});

describe('a token where a type is configured', () => {
  beforeEach(() => {
    access = new Access({ anonymous: 'none', keys: [], jwt: { ...issuer.rules, typ: 'at+jwt' } }, () => now);
  });
  const typed = (typ: string | undefined) => issuer.token({}, { header: { typ } });

  it.each(['at+jwt', 'AT+JWT', 'application/at+jwt'])('is let in with %s', async (typ) => {
    expect(callerOf(await access.decide(bearing(await typed(typ)))).name).toBe('jwt:somebody');
  });

  it.each(['JWT', 'id_token+jwt', 'at+jwt+x', '', undefined])('is refused with %s', async (typ) => {
    expect(await access.decide(bearing(await typed(typ)))).toEqual({ refused: 'invalid' });
  });
});
