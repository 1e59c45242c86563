import { parsePlainHeaders } from './plain-request.js';

const raw = (...lines: string[]) => lines.flatMap((line) => line.split(/: ?(.*)/s).slice(0, 2));

describe('a plain request', () => {
  it.each([
    [['Host: x', 'Authorization: Bearer a'], { host: 'x', authorization: 'Bearer a' }],
    [['AUTHORIZATION: Bearer a', 'X-Api-Key: b'], { authorization: 'Bearer a', apiKey: 'b' }],
    [['If-None-Match: W/"3"'], { ifNoneMatch: 'W/"3"' }],
    [['if-none-match: "3"', 'accept: application/json'], { ifNoneMatch: '"3"' }],
    [['Accept: */*', 'Accept-Encoding: gzip', 'Cookie: a=b', 'traceparent: 00-a-b-01', 'Range: bytes=0-1'], {}],
    [[], {}],
  ])('is %j', (lines, expected) => {
    expect(parsePlainHeaders(raw(...lines))).toEqual(expected);
  });

  it.each([
    'Cache-Control: no-cache',
    'CACHE-CONTROL: max-age=5',
    'Prefer: wait=5',
    'If-Modified-Since: Sat, 21 Nov 2026 08:00:00 GMT',
    'If-Match: "1"',
    'If-Unmodified-Since: Sat, 21 Nov 2026 08:00:00 GMT',
    'If-None-Match: *',
    'If-None-Match: "1", "2"',
    'If-None-Match: 1',
    'Accept: text/html',
    'Accept: application/jsonp',
    'Accept:',
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
    'Content-Type: application/json',
    'Expect: 100-continue',
    'Upgrade: h2c',
  ])('is none with %s', (line) => {
    expect(parsePlainHeaders(raw('Host: x', line, 'Authorization: Bearer a'))).toBeNull();
  });

  it.each(['Authorization: Bearer a', 'X-API-Key: a', 'If-None-Match: "1"', 'Host: a'])(
    'is none with %s twice',
    (line) => {
      expect(parsePlainHeaders(raw(line, line.toLowerCase()))).toBeNull();
    },
  );
});
