import type { TroubleKind } from '#libs/jobs';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { readStatusResponse } from './hitachi-analyzer.errors.js';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/hitachi-analyzer/${name}`, import.meta.url), 'utf8');

function read(status: number, body: string | object, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readStatusResponse({ status, headers, body: Buffer.from(text) });
}

function troubleOf(...parameters: Parameters<typeof read>) {
  const outcome = read(...parameters);
  return 'trouble' in outcome ? outcome.trouble : null;
}

describe('an error of the Hitachi upstream', () => {
  const rows: [row: string, body: string, kind: TroubleKind, code: string][] = [
    ['not present in the cache, 00E6', 'not-in-the-cache.json', 'not-found', 'not-in-response-cache'],
    ['not present in cache, 0016', 'not-in-cache.json', 'not-found', 'not-in-response-cache'],
    ['00E9 for the credentials', 'authorization-needed.json', 'unauthorized', 'credentials-refused'],
    ['00E9 for the license', 'license-not-valid.json', 'unauthorized', 'license-not-valid'],
    ['00E2', 'internal-error.json', 'unreachable', 'internal-error'],
    ['0008', 'parameter-missing.json', 'malformed', 'parameter-missing'],
    ['0018', 'already-aborted.json', 'malformed', 'already-aborted'],
  ];
  const statuses = [200, 206, 400, 401, 404, 500];
  const everywhere = rows.flatMap((row) => statuses.map((status) => [...row, status] as const));

  it.each(everywhere)('%s (%s) is %s %s with status %i', (_row, body, kind, code, status) => {
    expect(troubleOf(status, fixture(body))).toMatchObject({ kind, code, upstreamStatus: status });
  });

  it.each([
    ['another action prefix', { code: 'C20300E6', error: '' }, 'not-found'],
    ['lower case', { code: 'c20300e6', error: null }, 'not-found'],
    ['no text at all', { code: 'B5040016' }, 'not-found'],
    ['the text alone, in capitals', { error: 'RESPONSE IS NOT PRESENT IN THE CACHE' }, 'not-found'],
    ['the text with a code of another meaning', { code: '720600E2', error: 'Not present in cache.' }, 'not-found'],
    ['a code that came as a number', { code: 72020008 }, 'malformed'],
    ['"Authorization failed."', { code: 'C60100E9', error: 'Authorization failed.' }, 'unauthorized'],
    [
      'a dataset that is missing, 00E4',
      { code: 'C20000E4', error: 'Mandatory parameter {dataset} not specified.' },
      'malformed',
    ],
  ])('is recognized by %s', (_case, body, kind) => {
    expect(troubleOf(400, body)).toMatchObject({ kind });
  });

  it('is not decided by the request id that its message quotes', () => {
    const error = "Request for given requestId 'x is not present in the cache' is already aborted";
    expect(troubleOf(400, { code: 'B5040018', error })).toMatchObject({ kind: 'malformed', code: 'already-aborted' });
  });

  it.each([
    [400, 'malformed', 'unexpected-status'],
    [401, 'unauthorized', 'credentials-refused'],
    [403, 'unauthorized', 'credentials-refused'],
    [404, 'malformed', 'unexpected-shape'],
    [405, 'malformed', 'unexpected-status'],
    [429, 'throttled', 'throttled'],
    [500, 'unreachable', 'upstream-error'],
    [503, 'unreachable', 'upstream-error'],
  ])('of no known meaning with status %i is %s %s', (status, kind, code) => {
    expect(troubleOf(status, { code: '7206BEEF', error: 'Unheard of.' })).toMatchObject({ kind, code });
    expect(troubleOf(status, '')).toMatchObject({ kind, code });
    expect(troubleOf(status, '{"code":"7206')).toMatchObject({ kind, code });
  });

  it.each([200, 206, 400, 403, 404, 500, 502])('is unreachable when it is a web page with status %i', (status) => {
    expect(troubleOf(status, fixture('login-page.html'))).toMatchObject({ kind: 'unreachable', code: 'html-answer' });
  });

  it('is about credentials when a web page comes with 401', () => {
    expect(troubleOf(401, fixture('login-page.html'))).toMatchObject({ kind: 'unauthorized' });
  });

  it('is unreachable when it leads elsewhere', () => {
    expect(troubleOf(302, '', { location: '/login' })).toMatchObject({ kind: 'unreachable', code: 'redirected' });
  });

  it('is malformed when a success is not JSON', () => {
    expect(troubleOf(200, '{"status":{"completed":true')).toMatchObject({ kind: 'malformed', code: 'invalid-json' });
    expect(troubleOf(206, '')).toMatchObject({ kind: 'malformed', code: 'invalid-json' });
  });

  it('is malformed, and not kept, when a success has no status in it', () => {
    const outcome = read(200, { headers: { authorization: 'Bearer issued-token' } });
    expect(outcome).toMatchObject({ trouble: { kind: 'malformed', code: 'unexpected-shape' } });
    expect(JSON.stringify(outcome)).not.toContain('issued-token');
  });

  it('keeps the time that the upstream wants to be left alone', () => {
    const headers = { 'retry-after': '7' };
    expect(troubleOf(503, '', headers)).toMatchObject({ retryAfterMs: 7000 });
    expect(troubleOf(500, fixture('internal-error.json'), headers)).toMatchObject({ retryAfterMs: 7000 });
  });

  it('shows nothing that the upstream wrote', () => {
    fc.assert(
      fc.property(fc.constantFrom(200, 400, 401, 404, 500), fc.string(), fc.string(), (status, code, error) => {
        const marked = { code: `mark-${code}`, error: `mark-${error}` };
        expect(JSON.stringify(troubleOf(status, marked) ?? {})).not.toContain('mark-');
      }),
    );
  });
});

describe('a response of the Hitachi upstream', () => {
  it('is kept with its status when it is JSON of a success', () => {
    const body = JSON.parse(fixture('running.json'));
    expect(read(206, fixture('running.json'))).toEqual({ raw: { httpStatus: 206, body } });
  });

  it('is a status even beside error fields', () => {
    const body = { status: { completed: false }, code: '720600E6', error: 'not present in the cache' };
    expect(read(200, body)).toEqual({ raw: { httpStatus: 200, body } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.uint8Array(), (status, bytes) => {
        expect(() => readStatusResponse({ status, headers: {}, body: Buffer.from(bytes) })).not.toThrow();
      }),
    );
  });
});
