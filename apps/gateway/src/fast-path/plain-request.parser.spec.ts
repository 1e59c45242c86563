import { PlainRequestParser } from './plain-request.parser.js';

const START = 'GET /jobs/dm-prod~1 HTTP/1.1';
const headOf = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const read = (text: string) => new PlainRequestParser().read(text);

describe('a plain head', () => {
  it.each([
    [[START, 'Host: x'], {}],
    [[START, 'host:x', 'AUTHORIZATION: Bearer a b'], { authorization: 'Bearer a b' }],
    [[START, 'X-Api-Key: b', 'Host: x', 'Connection: Keep-Alive', 'Keep-Alive: timeout=5'], { apiKey: 'b' }],
    [[START, 'Host: x', 'If-None-Match: W/"3"', 'Accept: */*', 'User-Agent: a (b; c) d:e'], { ifNoneMatch: 'W/"3"' }],
  ])('is read: %j', (lines, request) => {
    expect(read(headOf(...lines))).toEqual({ id: 'dm-prod~1', request: { host: 'x', ...request } });
  });

  it.each([
    ['without a host', headOf(START, 'X: y')],
    ['without a field', headOf(START)],
    ['with two hosts', headOf(START, 'Host: x', 'Host: x')],
    ['of another method', headOf('HEAD /jobs/dm-prod~1 HTTP/1.1', 'Host: x')],
    ['of another path', headOf('GET /jobs?limit=1 HTTP/1.1', 'Host: x')],
    ['with a query', headOf('GET /jobs/dm-prod~1?x HTTP/1.1', 'Host: x')],
    ['of a detail', headOf('GET /jobs/dm-prod~1/history HTTP/1.1', 'Host: x')],
    ['without an id', headOf('GET /jobs/ HTTP/1.1', 'Host: x')],
    ['of an older HTTP', headOf('GET /jobs/dm-prod~1 HTTP/1.0', 'Host: x')],
    ['with two spaces', headOf('GET /jobs/dm-prod~1  HTTP/1.1', 'Host: x')],
    ['with a space behind the version', headOf(`${START} `, 'Host: x')],
    ['with a folded line', headOf(START, 'Host: x', ' y: z')],
    ['with a space before the colon', headOf(START, 'Host: x', 'Y : z')],
    ['with spaces around a value', headOf(START, 'Host: x', 'Y:  z')],
    ['with a space behind a value', headOf(START, 'Host: x', 'Y: z ')],
    ['with an empty value', headOf(START, 'Host: x', 'Y:')],
    ['with a bare line feed', headOf(START, 'Host: x\nY: z')],
    ['with a bare carriage return', headOf(START, 'Host: x\rY: z')],
    ['with a zero byte', headOf(START, 'Host: x', 'Y: \0')],
    ['with a character beyond ASCII', headOf(START, 'Host: x', 'Y: \u00e9')],
    ['of a connection that is to be closed', headOf(START, 'Host: x', 'Connection: close')],
    ['of a connection that is to be upgraded', headOf(START, 'Host: x', 'Connection: upgrade', 'Upgrade: h2c')],
    ['with what a proxy is told', headOf(START, 'Host: x', 'Proxy-Connection: close')],
    ['with a body', headOf(START, 'Host: x', 'Content-Length: 2')],
    ['with a body in chunks', headOf(START, 'Host: x', 'Transfer-Encoding: chunked')],
    ['with something behind it', `${headOf(START, 'Host: x')}G`],
    ['with another one behind it', headOf(START, 'Host: x').repeat(2)],
    ['that is not whole', headOf(START, 'Host: x').slice(0, -1)],
    ['that is too long', headOf(START, 'Host: x', `Y: ${'z'.repeat(8_192)}`)],
    ['of nothing', ''],
  ])('is not one %s', (_name, text) => {
    expect(read(text)).toBeNull();
  });

  it('is distinguished from the previous one, whatever has changed', () => {
    const reader = new PlainRequestParser();
    const heads = ['a', 'b', 'b', 'a'].map((key) => headOf(START, 'Host: x', `X-API-Key: ${key}`));
    expect(heads.map((head) => reader.read(head)?.request.apiKey)).toEqual(['a', 'b', 'b', 'a']);
    expect(reader.read(headOf(START, 'Y: z'))).toBeNull();
    expect(reader.read(heads[0]!)?.request.apiKey).toBe('a');
    expect(reader.read(heads[0]!.replace('~1', '~2'))?.id).toBe('dm-prod~2');
  });
});
