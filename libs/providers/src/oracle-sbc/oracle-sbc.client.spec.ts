import type { HttpResponse } from '#libs/upstream';
import { responseTrouble } from './oracle-sbc.client.js';
import { logOnTrouble, tokenIn } from './oracle-sbc.log-on.js';

const XML_ERROR = '<response><data/><messages><errorMessage>told you</errorMessage></messages><links/></response>';

const response = (status: number, body = XML_ERROR, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/xml', ...headers },
  body: Buffer.from(body),
});

describe('what a response of the box says against being used', () => {
  it.each([
    [400, 'malformed', 'request-refused'],
    [401, 'unauthorized', 'credentials-refused'],
    [403, 'unauthorized', 'administrator-required'],
    [404, 'malformed', 'unsupported-version'],
    [405, 'malformed', 'request-refused'],
    [406, 'malformed', 'request-refused'],
    [415, 'malformed', 'request-refused'],
    [423, 'malformed', 'configuration-locked'],
    [426, 'unreachable', 'https-required'],
    [429, 'throttled', 'throttled'],
    [500, 'unreachable', 'upstream-error'],
    [503, 'unreachable', 'upstream-error'],
    [302, 'malformed', 'unexpected-status'],
    [418, 'malformed', 'unexpected-status'],
  ])('%i', (status, kind, code) => {
    const trouble = responseTrouble(response(status));
    expect(trouble).toMatchObject({ kind, code, upstreamStatus: status });
    expect(trouble?.message).not.toContain('told you');
  });

  it('nothing, of a response with status 200', () => {
    expect(responseTrouble(response(200))).toBeNull();
  });

  it.each([200, 404, 500])('that a web page with status %i is no response of the API', (status) => {
    expect(responseTrouble(response(status, '<html></html>'))).toMatchObject({
      kind: 'unreachable',
      code: 'html-answer',
    });
  });

  it('how long to leave the box alone', () => {
    expect(responseTrouble(response(429, '', { 'retry-after': '7' }))).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('that the log-on was refused', () => {
    expect(logOnTrouble(response(401))).toMatchObject({ kind: 'unauthorized', code: 'log-on-refused' });
    expect(logOnTrouble(response(403))).toMatchObject({ kind: 'unauthorized', code: 'administrator-required' });
    expect(logOnTrouble(response(200))).toBeNull();
  });
});

describe('the token in a response', () => {
  const token = (text: string) => response(200, `<response><data><accessToken>${text}</accessToken></data></response>`);

  it('is taken as it is, without white space', () => {
    expect(tokenIn(token('\n YWRt+aW4/=\n c2Vj '))).toBe('YWRt+aW4/=c2Vj');
  });

  it.each([
    ['empty', token('')],
    ['not printable', token('a\u0007b')],
    ['beyond ASCII', token('tökén')],
    ['elsewhere', response(200, '<response><accessToken>x</accessToken></response>')],
    ['in JSON', response(200, '{"accessToken":"x"}')],
    ['cut off', response(200, '<response><data><accessToken>YWRt')],
  ])('is none when it is %s', (_, given) => {
    expect(tokenIn(given)).toBeNull();
  });
});
