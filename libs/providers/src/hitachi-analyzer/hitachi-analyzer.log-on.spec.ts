import { readTokenResponse } from './hitachi-analyzer.log-on.js';

const ASKED_AT = 1_795_000_000_000;

const read = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readTokenResponse(
    { status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) },
    ASKED_AT,
  );

describe('a response of the token service', () => {
  it.each([
    ['300 seconds', { access_token: 'token-1', expires_in: 300 }, 240_000],
    ['seconds in digits', { access_token: 'token-1', expires_in: '300' }, 240_000],
    ['no lifetime', { access_token: 'token-1' }, 48_000],
    ['a lifetime of null', { access_token: 'token-1', expires_in: null }, 48_000],
    ['a lifetime of 0', { access_token: 'token-1', expires_in: 0 }, 48_000],
    ['a lifetime that is a word', { access_token: 'token-1', expires_in: 'soon' }, 48_000],
  ])('with %s is renewed at 80 % of it', (_case, body, afterMs) => {
    expect(read(200, body)).toEqual({ credential: 'Bearer token-1', renewAt: ASKED_AT + afterMs });
  });

  it.each([
    [400, { error: 'invalid_client' }, 'unauthorized', 'log-on-refused'],
    [401, { error: 'unauthorized_client' }, 'unauthorized', 'log-on-refused'],
    [401, '', 'unauthorized', 'log-on-refused'],
    [403, { error: 'access_denied' }, 'unauthorized', 'log-on-refused'],
    [404, { error: 'Realm does not exist' }, 'malformed', 'unexpected-shape'],
    [404, '', 'malformed', 'unexpected-shape'],
    [400, '<!doctype html><p>Bad Request', 'unreachable', 'html-answer'],
    [200, '<!doctype html><form>', 'unreachable', 'html-answer'],
    [503, '', 'unreachable', 'upstream-error'],
    [429, { error: 'slow_down' }, 'throttled', 'throttled'],
    [200, {}, 'malformed', 'unexpected-shape'],
    [200, { access_token: '' }, 'malformed', 'unexpected-shape'],
    [200, { access_token: 'a\r\nb: c' }, 'malformed', 'unexpected-shape'],
    [200, '{"access_token":', 'malformed', 'invalid-json'],
  ])('with status %i and %j is %s %s', (status, body, kind, code) => {
    expect(read(status, body)).toMatchObject({ kind, code });
  });
});
