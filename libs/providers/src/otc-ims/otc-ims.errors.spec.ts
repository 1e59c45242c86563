import type { HttpResponse } from '#libs/upstream';
import { imsLogOn } from './otc-ims.log-on.js';
import { errorCodeOf, logOnRefusalOf, refusalOf } from './otc-ims.errors.js';

function response(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

const service = (code: unknown) => ({ error: { message: 'secret-looking upstream text', code } });
const gateway = (code: string) => ({ error_msg: 'secret-looking upstream text', error_code: code, request_id: 'r' });
const keystone401 = { error: { code: 401, message: 'The request you have made requires…', title: 'Unauthorized' } };
const CALL = { method: 'GET', target: '/v1/jobs/1' } as const;
const page = '<!DOCTYPE html><html><body>Sign in</body></html>';

const { checkCredential } = imsLogOn({
  name: 'otc',
  provider: 'otc-ims',
  url: 'https://ims.example',
  tls: { ca: null, verify: true },
  auth: {},
  timeZone: 'UTC',
  limits: { concurrency: 1, requestsPerSecond: null, timeoutMs: 1000, maxResponseBytes: 1000 },
  options: {},
});

describe('a refused job query', () => {
  it.each<[row: string, response: HttpResponse, verdict: string, kind: string, code: string]>([
    ['404', response(404), 'accepted', 'not-found', 'not-found'],
    ['404 with an error of the service', response(404, service('IMG.0144')), 'accepted', 'not-found', 'not-found'],
    ['400 with IMG.0023', response(400, service('IMG.0023')), 'accepted', 'unreachable', 'job-query-failed'],
    ['400 with IMG.0023, flat', response(400, gateway('IMG.0023')), 'accepted', 'unreachable', 'job-query-failed'],
    ['500 with IMG.0023', response(500, service('IMG.0023')), 'accepted', 'unreachable', 'upstream-error'],
    [
      '404 of the gateway for its own routes',
      response(404, gateway('APIG.0101')),
      'accepted',
      'malformed',
      'route-unknown',
    ],
    ['404 as a web page', response(404, page), 'accepted', 'unreachable', 'html-answer'],

    ['401, keystone body', response(401, keystone401), 'expired', 'unauthorized', 'credentials-refused'],
    ['401, gateway body', response(401, gateway('APIG.0301')), 'expired', 'unauthorized', 'credentials-refused'],
    ['401, other spelling', response(401, gateway('APIGW.0301')), 'expired', 'unauthorized', 'credentials-refused'],
    ['401, text', response(401, 'The token must be updated'), 'expired', 'unauthorized', 'credentials-refused'],
    ['401, nothing', response(401), 'expired', 'unauthorized', 'credentials-refused'],
    ['403 with APIG.0307', response(403, gateway('APIG.0307')), 'expired', 'unauthorized', 'credentials-refused'],
    ['400 with IMG.0087', response(400, service('IMG.0087')), 'expired', 'unauthorized', 'credentials-refused'],
    ['400 with IMG.0030', response(400, service('IMG.0030')), 'expired', 'unauthorized', 'credentials-refused'],
    ['403', response(403), 'refused', 'unauthorized', 'credentials-refused'],
    ['403 with IMG.0026', response(403, service('IMG.0026')), 'refused', 'unauthorized', 'access-refused'],
    ['400 with IMG.0067', response(400, service('IMG.0067')), 'accepted', 'unauthorized', 'access-refused'],

    ['429', response(429), 'accepted', 'throttled', 'throttled'],
    ['429 with APIG.0308', response(429, gateway('APIG.0308')), 'accepted', 'throttled', 'throttled'],
    ['APIG.0308 with any status', response(403, gateway('APIG.0308')), 'accepted', 'throttled', 'throttled'],
    ['400 with IMG.0060', response(400, service('img.0060 ')), 'accepted', 'throttled', 'throttled'],

    ['400 with another code', response(400, service('IMG.0024')), 'accepted', 'malformed', 'unexpected-status'],
    ['400 with IMG.0061', response(400, service('IMG.0061')), 'accepted', 'unreachable', 'upstream-error'],
    ['400 with half a body', response(400, '{"error":{"co'), 'accepted', 'malformed', 'unexpected-status'],
    ['302', response(302), 'accepted', 'malformed', 'unexpected-status'],
    ['500', response(500, keystone401), 'accepted', 'unreachable', 'upstream-error'],
    ['503 as a web page', response(503, page), 'accepted', 'unreachable', 'html-answer'],
    ['503 with a token code', response(503, gateway('APIG.0301')), 'accepted', 'unreachable', 'upstream-error'],
  ])('%s', (_row, given, verdict, kind, code) => {
    expect(checkCredential(given, CALL)).toBe(verdict);
    const refusal = refusalOf(given);
    expect(refusal).toMatchObject({ kind, code, upstreamStatus: given.status });
    expect(JSON.stringify(refusal)).not.toContain('upstream text');
  });

  it('passes on how long to wait', () => {
    expect(refusalOf(response(429, '', { 'retry-after': '4' }))?.retryAfterMs).toBe(4000);
    expect(refusalOf(response(400, service('IMG.0060'), { 'retry-after': '4' }))?.retryAfterMs).toBe(4000);
    expect(refusalOf(response(429))?.retryAfterMs).toBeNull();
  });

  it('sees no trouble in a failed job, which is a response with status 200', () => {
    const failed = response(200, { job_id: 'x', status: 'FAIL', error_code: 'IMG.0087', fail_reason: 'r' });
    expect(checkCredential(failed, CALL)).toBe('accepted');
    expect(refusalOf(failed)).toBeNull();
  });
});

describe('the code of an error body', () => {
  it.each<[value: unknown, code: string | null]>([
    [service('IMG.0024'), 'IMG.0024'],
    [service(400), '400'],
    [gateway('APIGW.0301'), 'APIG.0301'],
    [{ error: { message: 'x' }, error_code: 'A.1' }, 'A.1'],
    [{ job_id: 'x', error_code: 'IMG.0057' }, null],
    [{ error: 'text' }, null],
    [{}, null],
    [[], null],
    [null, null],
    ['IMG.0023', null],
  ])('%j', (value, code) => {
    expect(errorCodeOf(value)).toBe(code);
  });
});

describe('a refused log-on', () => {
  it.each<[row: string, response: HttpResponse, kind: string, code: string]>([
    ['wrong password', response(401, keystone401), 'unauthorized', 'log-on-refused'],
    ['account not allowed', response(403, gateway('IAM.0003')), 'unauthorized', 'log-on-refused'],
    ['request not acceptable', response(400, service(400)), 'unauthorized', 'log-on-refused'],
    // Not "not-found": that would be said of the job.
    ['no such address', response(404, service(404)), 'unreachable', 'log-on-failed'],
    ['redirected', response(302), 'unreachable', 'log-on-failed'],
    ['proxy page', response(403, page), 'unreachable', 'log-on-failed'],
    ['identity service away', response(503), 'unreachable', 'log-on-failed'],
    ['too many log-ons', response(429), 'throttled', 'throttled'],
    ['too many log-ons, by code', response(403, gateway('APIG.0308')), 'throttled', 'throttled'],
  ])('%s', (_row, given, kind, code) => {
    expect(logOnRefusalOf(given)).toMatchObject({ kind, code, upstreamStatus: given.status });
  });

  it('is none with a 201', () => {
    expect(logOnRefusalOf(response(201, {}))).toBeNull();
  });
});
