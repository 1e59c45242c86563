import type { HttpResponse } from '#libs/upstream';
import { readResponse } from './datameer.errors.js';

const FAILURE = '{"status":"failure","reason":"File doesn\'t exist or isn\'t accessible with current permissions"}';
const LICENSE = '{"error":"You must accept the license terms"}';
const PAGE = '<html><body>COMPLETED</body></html>';

function response(status: number, body: string, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(body) };
}

describe('responses of Datameer that are no data', () => {
  it.each([
    ['a missing job', response(404, ''), 'not-found', 'not-found'],
    ['a missing job with an error object', response(404, '{"error":"x"}'), 'not-found', 'not-found'],
    ['a failed call with status 200', response(200, FAILURE), 'not-found', 'missing-or-hidden'],
    ['a failed call with status 400', response(400, FAILURE), 'not-found', 'missing-or-hidden'],
    ['a failed call with status 404', response(404, FAILURE), 'not-found', 'not-found'],
    ['a failed call with status 403', response(403, FAILURE), 'unauthorized', 'credentials-refused'],
    ['a failed call with status 500', response(500, FAILURE), 'unreachable', 'upstream-error'],
    ['terms not accepted', response(200, LICENSE), 'unauthorized', 'license-not-accepted'],
    [
      'terms not accepted, as a failed call',
      response(200, '{"status":"failure","reason":"license"}'),
      'unauthorized',
      'license-not-accepted',
    ],
    ['another error object', response(200, '{"error":"out of order"}'), 'malformed', 'error-answer'],
    ['another error object with status 400', response(400, '{"error":{"code":7}}'), 'malformed', 'error-answer'],
    ['refused credentials', response(401, PAGE), 'unauthorized', 'credentials-refused'],
    ['a way to anywhere else', response(302, '', { location: '/browser' }), 'malformed', 'unexpected-status'],
    ['a page with status 200', response(200, PAGE), 'unreachable', 'html-answer'],
    ['a page with status 404', response(404, PAGE), 'unreachable', 'html-answer'],
    ['a page with status 502', response(502, PAGE), 'unreachable', 'html-answer'],
    ['too many calls', response(429, '', { 'retry-after': '7' }), 'throttled', 'throttled'],
    ['a broken server', response(500, '{"jobStatus":"COMPLETED"}'), 'unreachable', 'upstream-error'],
    ['a broken call', response(400, ''), 'malformed', 'unexpected-status'],
    ['half an answer', response(200, '{"jobStatus":"COMP'), 'malformed', 'invalid-json'],
    ['nothing', response(200, ''), 'malformed', 'invalid-json'],
  ])('%s', (_row, given, kind, code) => {
    const read = readResponse(given);
    expect(read).toMatchObject({ trouble: { kind, code, upstreamStatus: given.status } });
  });

  it('never repeats what the upstream wrote', () => {
    for (const status of [200, 400, 401, 403, 404, 500]) {
      const read = readResponse(response(status, '{"error":"s3cret","status":"failure","reason":"s3cret"}'));
      expect(JSON.stringify(read)).not.toContain('s3cret');
    }
  });

  it('says that a missing job may be a hidden one', () => {
    const read = readResponse(response(404, ''));
    expect('trouble' in read && read.trouble.message).toContain('hides it from this account');
  });

  it('passes on how long the upstream wants to be left alone', () => {
    expect(readResponse(response(429, '', { 'retry-after': '7' }))).toHaveProperty('trouble.retryAfterMs', 7_000);
  });

  it('gives the data of any other response as it came', () => {
    expect(readResponse(response(200, '\n{ "jobStatus": "RUNNING",\n "error": "x" }\n'))).toEqual({
      body: { jobStatus: 'RUNNING', error: 'x' },
    });
    expect(readResponse(response(200, '{}'))).toEqual({ body: {} });
  });
});
