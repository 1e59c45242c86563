import { jsonText } from '#libs/jobs';
import fc from 'fast-check';
import { htmlTrouble, isHtml, malformed, readJson, statusTrouble } from './response.js';
import { readRetryAfter, retryAfterMs } from './retry-after.js';
import type { HttpResponse } from './exchange.js';

const respond = (status: number, body = '', headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: Buffer.from(body),
});

describe('a web page in the place of data', () => {
  it.each([
    ['by its content type', respond(200, '{}', { 'content-type': 'text/html;charset=utf-8' })],
    ['by its content type in capitals', respond(200, '', { 'content-type': 'TEXT/HTML' })],
    ['as XHTML', respond(200, '', { 'content-type': 'application/xhtml+xml' })],
    ['by its doctype', respond(200, '<!DOCTYPE html><p>')],
    ['by its first element', respond(200, '\r\n  <HTML lang="en">')],
    ['behind a byte order mark', respond(200, '\uFEFF<html>')],
    ['behind an XML declaration', respond(200, '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "…">')],
    ['behind a comment', respond(200, '<!-- served by\n proxy --><html>')],
  ])('is known %s', (_how, given) => {
    expect(isHtml(given)).toBe(true);
    expect(readJson(given)).toEqual({ trouble: htmlTrouble(given) });
  });

  it.each(['', '{}', '<response/>', '<htmlish/>', 'html', '"<html>"', '<?xml version="1.0"?><response/>'])(
    'is not %j',
    (body) => {
      expect(isHtml(respond(200, body, { 'content-type': 'application/xml' }))).toBe(false);
    },
  );
});

describe('reading JSON', () => {
  it('changes no number', () => {
    const body = '{"bytes":9007199254740993,"more":[12345678901234567890,0.30000000000000004441,1e400]}';
    const read = readJson(respond(200, body));
    expect('value' in read && jsonText(read.value)).toBe(body);
  });

  it.each([
    ['{"a":[1,null]}', { a: [1, null] }],
    ['null', null],
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{"a":"[[[[\\"{{{"}', { a: '[[[["{{{' }],
    [`${'['.repeat(200)}${']'.repeat(200)}`, JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`)],
  ])('gives the value of %j', (body, value) => {
    expect(readJson(respond(200, body))).toEqual({ value });
  });

  it.each(['', ' ', '{"a":', 'undefined', '{"a":1}}', 'NaN', '\u0000'])('finds no JSON in %j', (body) => {
    expect(readJson(respond(200, body))).toMatchObject({ trouble: { kind: 'malformed', code: 'invalid-json' } });
  });

  it('refuses data nested so deep that walking it would overflow the stack', () => {
    for (const body of ['['.repeat(100_000), '{"a":'.repeat(100_000), `${'['.repeat(201)}${']'.repeat(201)}`]) {
      expect(readJson(respond(200, body))).toMatchObject({ trouble: { kind: 'malformed', code: 'too-deep' } });
    }
  });

  it('reads every JSON value back, and no text makes it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readJson(respond(200, JSON.stringify(value)))).toEqual({ value: JSON.parse(JSON.stringify(value)) });
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => void readJson(respond(200, body))));
  });
});

describe('what a status code means by itself', () => {
  it.each([
    [302, 'malformed', 'unexpected-status'],
    [400, 'malformed', 'unexpected-status'],
    [401, 'unauthorized', 'credentials-refused'],
    [403, 'unauthorized', 'credentials-refused'],
    [404, 'not-found', 'not-found'],
    [408, 'unreachable', 'upstream-error'],
    [429, 'throttled', 'throttled'],
    [500, 'unreachable', 'upstream-error'],
    [503, 'unreachable', 'upstream-error'],
  ])('%s is %s (%s)', (status, kind, code) => {
    expect(statusTrouble(respond(status))).toMatchObject({ kind, code, upstreamStatus: status, retryAfterMs: null });
  });

  it.each([200, 204, 206])('%s is no trouble', (status) => {
    expect(statusTrouble(respond(status))).toBeNull();
  });

  it('takes the 404 of a web page for a stranger who answers', () => {
    expect(statusTrouble(respond(404, '<html>'))).toMatchObject({ kind: 'unreachable', code: 'html-answer' });
  });

  it('hands on how long the upstream wants to be left alone', () => {
    for (const status of [429, 503]) {
      expect(statusTrouble(respond(status, '', { 'retry-after': '3' }))).toMatchObject({ retryAfterMs: 3_000 });
    }
  });
});

describe('Retry-After', () => {
  const date = 'Sat, 21 Nov 2026 08:00:00 GMT';
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sat, 21 Nov 2026 08:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['Sat, 21 Nov 2036 08:00:00 GMT', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['1e3', null],
  ])('%j is %j ms', (value, milliseconds) => {
    expect(retryAfterMs(respond(429, '', { 'retry-after': value, date }))).toBe(milliseconds);
  });

  it('has no bound for callers that set their own, and may be read against our clock', () => {
    expect(readRetryAfter('86400', 0)).toBe(86_400_000);
    expect(readRetryAfter(date, Date.parse(date) - 5_000)).toBe(5_000);
    expect(readRetryAfter('Sat, 21 Nov 1926 08:00:00 GMT', Date.now())).toBe(0);
  });

  it('is unknown when absent, and as a date without a clock to read it against', () => {
    expect(retryAfterMs(respond(429))).toBeNull();
    expect(retryAfterMs(respond(429, '', { 'retry-after': date }))).toBeNull();
  });
});

it('names the status beside the wrong shape, where there is one', () => {
  expect(malformed('Not a job.', respond(200))).toMatchObject({ kind: 'malformed', upstreamStatus: 200 });
  expect(malformed('Not a job.')).toMatchObject({ code: 'unexpected-shape', upstreamStatus: null });
});
