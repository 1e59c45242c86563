import type { HttpResponse } from '#libs/upstream';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { requiresLogOn, jobTrouble, logOnTrouble, reasonOf } from './ibm-hmc.errors.js';

const response = (status: number, body: string, contentType = 'application/json;charset=UTF-8'): HttpResponse => ({
  status,
  headers: { 'content-type': contentType },
  body: Buffer.from(body),
});
const failure = (status: number, reason: unknown) =>
  response(status, JSON.stringify({ 'http-status': status, reason }));
const page = (status: number, body = '<html><body>Console Internal Error</body></html>') =>
  response(status, body, 'text/html');
const DISABLED_PAGE = readFileSync('test/fixtures/ibm-hmc/web-services-disabled.html', 'utf8');

describe('an error response to "Query Job Status"', () => {
  it.each([
    ['404.1', failure(404, 1), 'not-found', 'not-found'],
    ['404.1, the reason as text', failure(404, '1'), 'not-found', 'not-found'],
    ['404 with another reason', failure(404, 4), 'malformed', 'unexpected-not-found'],
    [
      '404 of something that is not the HMC',
      response(404, 'Not Found', 'text/plain'),
      'malformed',
      'unexpected-not-found',
    ],
    ['404 as a web page', page(404), 'unreachable', 'html-answer'],
    ['403.1', failure(403, 1), 'unauthorized', 'forbidden'],
    ['other 403', failure(403, 17), 'unauthorized', 'forbidden'],
    ['403 without a reason', response(403, ''), 'unauthorized', 'forbidden'],
    ['403 of a proxy', page(403), 'unreachable', 'html-answer'],
    ['400.2', failure(400, 2), 'malformed', 'target-name-required'],
    ['other 400', failure(400, 1), 'malformed', 'unexpected-status'],
    ['409', failure(409, 1), 'malformed', 'unexpected-status'],
    ['429', failure(429, 0), 'throttled', 'throttled'],
    ['500', failure(500, 0), 'unreachable', 'upstream-error'],
    ['503', failure(503, 1), 'unreachable', 'upstream-error'],
    ['500 as a web page', page(500), 'unreachable', 'html-answer'],
    ['500, the API is switched off', page(500, DISABLED_PAGE), 'unreachable', 'web-services-disabled'],
    ['a redirect', response(302, ''), 'malformed', 'unexpected-status'],
  ])('%s', (_row, given, kind, code) => {
    expect(jobTrouble(given)).toMatchObject({ kind, code, upstreamStatus: given.status });
  });

  it('is none with 2xx', () => {
    expect(jobTrouble(response(200, '{}'))).toBeNull();
  });
});

describe('a response to the log-on', () => {
  it.each([
    ['403 with any reason', failure(403, 0), 'unauthorized', 'log-on-refused'],
    ['403.1', failure(403, 1), 'unauthorized', 'log-on-refused'],
    ['403 without a reason', response(403, ''), 'unauthorized', 'log-on-refused'],
    ['401', failure(401, 0), 'unauthorized', 'log-on-refused'],
    ['400.13', failure(400, 13), 'unauthorized', 'too-many-sessions'],
    ['other 400', failure(400, 5), 'malformed', 'unexpected-status'],
    ['404', failure(404, 1), 'malformed', 'unexpected-shape'],
    ['500', failure(500, 0), 'unreachable', 'upstream-error'],
    ['403 of a proxy', page(403), 'unreachable', 'html-answer'],
    ['the API is switched off', page(500, DISABLED_PAGE), 'unreachable', 'web-services-disabled'],
  ])('%s', (_row, given, kind, code) => {
    expect(logOnTrouble(given)).toMatchObject({ kind, code, upstreamStatus: given.status });
  });

  it.each([200, 201])('grants a session with %s', (status) => {
    expect(logOnTrouble(response(status, '{}'))).toBeNull();
  });
});

describe('asking for a new log-on', () => {
  it.each([
    ['403.4', failure(403, 4), true],
    ['403.5', failure(403, 5), true],
    ['403.5, the reason as text', failure(403, '5'), true],
    ['401', response(401, ''), true],
    ['403.1', failure(403, 1), false],
    ['403 without a reason', response(403, '{}'), false],
    ['403.5 inside a web page', page(403, '{"reason":5}<html>'), false],
    ['404.1', failure(404, 1), false],
    ['500.5', failure(500, 5), false],
    ['200 with a reason in its body', failure(200, 5), false],
  ])('%s: %#', (_row, given, expected) => {
    expect(requiresLogOn(given)).toBe(expected);
  });

  it('reads any body without throwing', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 100, max: 599 }), (body, status) => {
        reasonOf(response(status, body));
        jobTrouble(response(status, body));
        logOnTrouble(response(status, body));
      }),
    );
  });
});
