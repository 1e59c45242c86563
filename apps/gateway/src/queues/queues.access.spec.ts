import { TokenIssuer } from '../../../../test/stage/token.issuer.js';
import { DATAMEER_KEY, GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';

const BEARER = 'Bearer realm="jobgate"';
const BASIC = 'Basic realm="Jobgate queues", charset="UTF-8"';
const REQUESTS = '/queues/api/queues';

const basic = (key: string, user = 'anybody') => `Basic ${Buffer.from(`${user}:${key}`, 'utf8').toString('base64')}`;
const challenges = (headers: Record<string, unknown>) => String(headers['www-authenticate']);

let stage: GatewayStage;
beforeAll(async () => (stage = await GatewayStage.open()), 30_000);
afterAll(() => stage.close());

/** Asks as a browser does. */
const browse = (path: string, authorization: string, headers: Record<string, string> = {}) =>
  stage.call('get', path, null).set({ authorization, ...headers });
const namesOn = (body: unknown) => (body as { queues: { name: string }[] }).queues.map(({ name }) => name);

describe('a caller of the board of the queues', () => {
  it('is asked for credentials, and refused without the scope', async () => {
    for (const path of ['/queues', '/queues/', REQUESTS, '/queues/static/favicon.ico', '/queues/nothing']) {
      const stranger = await stage.call('get', path, null).expect(401);
      expect(challenges(stranger.headers)).toBe(`${BEARER}, ${BASIC}`);
      expect(stranger.body).toMatchObject({ code: 'unauthenticated', instance: path.split('?')[0] });
      const wrong = await stage.call('get', path, 'nobody').expect(401);
      expect(challenges(wrong.headers)).toBe(`${BEARER}, error="invalid_token", ${BASIC}`);
      const reader = await stage.call('get', path, READER_KEY).expect(403);
      expect(challenges(reader.headers)).toContain('error="insufficient_scope", scope="admin"');
      expect(reader.body.code).toBe('missing-scope');
    }
  });

  it('[access.basic] may give a token as the password, too', async () => {
    const issuer = await TokenIssuer.open();
    const trusting = await GatewayStage.open({ access: { jwt: issuer.rules } });
    try {
      const token = await issuer.token({ scope: 'admin', connections: ['dm-prod'] });
      const board = trusting.call('get', REQUESTS, null).set('authorization', basic(token));
      expect(namesOn((await board.expect(200)).body)).toEqual(['dm-prod']);
    } finally {
      await trusting.close();
      await issuer.close();
    }
  });

  it('is asked for credentials even where anonymous callers may read jobs', async () => {
    const open = await GatewayStage.open({ access: { anonymous: 'read' } });
    try {
      await open.call('get', '/jobs', null).expect(200);
      expect(challenges((await open.call('get', '/queues', null).expect(401)).headers)).toContain(BASIC);
    } finally {
      await open.close();
    }
  });

  it('[access.basic] may give a key as the password of HTTP Basic, there and nowhere else', async () => {
    for (const authorization of [basic(KEY), basic(KEY, ''), basic(KEY).replace('Basic', 'bASIC')]) {
      await browse('/queues', authorization).expect(200);
      await browse(REQUESTS, authorization).expect(200);
    }
    expect(namesOn((await browse(REQUESTS, basic(DATAMEER_KEY))).body)).toEqual(['dm-prod']);
    await browse('/queues', basic(READER_KEY)).expect(403);
    for (const wrong of [basic('nobody'), basic(''), basic(`${KEY}:`), 'Basic', 'Basic !', `Basic ${KEY}`]) {
      await browse('/queues', wrong).expect(401);
    }
    await browse('/queues', basic(KEY)).set('x-api-key', READER_KEY).expect(401);
    for (const path of ['/jobs', '/jobs/dm-prod~9', '/audit', '/metrics', '/connections', '/queuesandmore']) {
      const refused = await browse(path, basic(KEY)).expect(path === '/queuesandmore' ? 404 : 401);
      expect(challenges(refused.headers)).not.toContain('Basic');
    }
  });

  it.each([
    [
      'an image of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    ],
    [
      'a script of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    ],
    [
      'a frame of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ],
    ['a script of a neighbor', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ])('is refused as %s', async (_, headers) => {
    const refused = await browse(REQUESTS, basic(KEY), headers).expect(403);
    expect(refused.body.code).toBe('cross-site-refused');
  });

  it.each([
    [
      'a link of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ],
    ['its address', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['its own page', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ])('is let in by %s', async (_, headers) => {
    await browse('/queues', basic(KEY), headers).expect(200);
  });
});
