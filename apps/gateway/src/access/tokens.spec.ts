import { TokenIssuer } from '../../../../test/stage/token.issuer.js';
import { DATAMEER_KEY, GatewayStage } from '../../test/gateway.stage.js';
import { runningRecord, seenNow } from '../../test/records.js';
import { FastPathHandler } from '../fast-path/fast-path.handler.js';

let issuer: TokenIssuer;
let stage: GatewayStage;

beforeAll(async () => {
  issuer = await TokenIssuer.open();
  stage = await GatewayStage.open({ access: { jwt: issuer.rules } });
}, 30_000);

afterAll(async () => {
  await stage.close();
  await issuer.close();
});

describe('a caller with a token', () => {
  it('[access.jwt] reads what the token allows, and is served by the fast path from then on', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    const token = await issuer.token({ scope: 'jobs:read', connections: ['dm-prod'] });
    const first = await stage.call('get', `/jobs/${id}`, token).expect(200);
    let handedOver = 0;
    const reads = stage.app.get(FastPathHandler);
    const serve = reads.serve.bind(reads);
    reads.serve = (request, response, next) =>
      serve(request, response, (...exchange) => {
        handedOver += 1;
        next(...exchange);
      });
    const second = await stage.call('get', `/jobs/${id}`, token).expect(200);
    reads.serve = serve;
    expect(handedOver).toBe(0);
    expect(second.body).toEqual(first.body);
  });

  it('[access.jwt] sees no connection that the token does not name', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    for (const connections of [undefined, [], ['hmc-lab']]) {
      const token = await issuer.token({ scope: 'jobs:read', connections });
      const unseen = await stage.call('get', `/jobs/${id}`, token).expect(404);
      expect(unseen.body.code).toBe('job-not-found');
    }
  });

  it('is refused for a missing scope like any caller', async () => {
    const token = await issuer.token({ scope: 'jobs:read', connections: ['*'] });
    const refused = await stage.call('post', '/jobs', token).send({ id: 'dm-prod~9' }).expect(403);
    expect(refused.headers['www-authenticate']).toContain('error="insufficient_scope", scope="jobs:track"');
  });

  it('gets 401 with the reason for an invalid token', async () => {
    for (const token of [await issuer.token({ aud: 'other' }), 'a.b.c', 'no-token']) {
      const refused = await stage.call('get', '/jobs', token).expect(401);
      expect(refused.body.code).toBe('unauthenticated');
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="jobgate", error="invalid_token"');
    }
  });

  it('gets 503 while the keys of the issuer are unknown, which does not affect API keys', async () => {
    const token = await issuer.token({ scope: 'jobs:read', connections: ['*'] });
    await issuer.stop();
    const alone = await GatewayStage.open({ access: { jwt: issuer.rules } });
    try {
      const unknown = await alone.call('get', '/jobs', token).expect(503);
      expect(unknown.body.code).toBe('issuer-unavailable');
      expect(unknown.headers['retry-after']).toBe('5');
      await alone.call('get', '/jobs', DATAMEER_KEY).expect(200);
    } finally {
      await alone.close();
      await issuer.start();
    }
  });
});
