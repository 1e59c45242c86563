import { jest } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { runningRecord } from '../../test/records.js';

jest.setTimeout(120_000);

/** Whose heads need every check that is made; another one by the variable: other heads. */
const SEED = Number(process.env['JOBGATE_HEADS_SEED'] ?? 2);
const HEADS = 1_000;
const ATTEMPTS = 6;
const UNREADABLE = 'The request could not be read.';
const FAR = Date.now() + 3_600_000;
const OBSERVED = Date.now() - 90_500;
const JOB = runningRecord({ key: '1', observation: { observedAt: OBSERVED, attemptedAt: OBSERVED, nextCheckAt: FAR } });
const AT = `/jobs/${JOB.id}`;
const BEARER = `Authorization: Bearer ${KEYS.reader}`;

const LAST = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

/** Lines of which heads are made; what is odd about some of them is for Node.js to decide. */
const LINES = [
  ...[
    BEARER,
    BEARER,
    BEARER,
    BEARER.toLowerCase(),
    `X-API-Key: ${KEYS.reader}`,
    'Host: x',
    'Host: x',
    'Host:',
    'host: y',
  ],
  ...[
    'If-None-Match: W/"2"',
    'If-None-Match: "2"',
    'If-None-Match: *',
    'Accept: */*',
    'Accept: text/html',
    'Accept-Encoding: gzip',
  ],
  ...[
    'Connection: keep-alive',
    'Connection: Keep-Alive, x',
    'Connection: close',
    'Proxy-Connection: close',
    'Keep-Alive: timeout=1',
  ],
  ...[
    'Content-Length: 0',
    'Content-Length: 5',
    'Content-Length: +1',
    'Transfer-Encoding: chunked',
    'TE: trailers',
    'Expect: 100-continue',
  ],
  ...[
    'Upgrade: h2c',
    'Cookie: a=b; c',
    'X:y',
    'X: \u00e9',
    ' folded',
    '\tfolded',
    'X : y',
    ': y',
    'X',
    'X:\ty',
    'X: y ',
    'X: a\tb',
    'X: \x01',
    'Ünicode: y',
  ],
];
const ODD = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  ' ',
  '\t',
  ':',
  '\u00ff',
  '/',
  '?',
  '%',
  'GET ',
  ' HTTP/1.0',
  '\r\n\r\n',
  'x',
  '\x7f',
  '#',
  '~',
];

/** Reproducible: https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function dice(seed: number): (sides: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (sides) => (state = (state * 48_271) % 2_147_483_647) % sides;
}

function headOf(roll: (sides: number) => number): string {
  const target = [AT, AT, AT, AT, `${AT}?`, '/jobs/', '/jobs/nonsense', `${AT}#x`, '/jobs', `${AT}%00`][roll(10)]!;
  const version = ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/1.2', 'http/1.1'][
    roll(8)
  ]!;
  const start = `${['GET', 'GET', 'GET', 'GET', 'GET', 'HEAD', 'get'][roll(7)]!} ${target} ${version}`;
  const lines = ['Host: x', BEARER].slice(0, roll(4) === 0 ? roll(2) : 2);
  for (let count = roll(4); count > 0; count -= 1) lines.splice(roll(lines.length + 1), 0, LINES[roll(LINES.length)]!);
  let head = `${[start, ...lines].join('\r\n')}\r\n\r\n`;
  for (let count = roll(3); count > 0; count -= 1) {
    const at = roll(head.length);
    head = head.slice(0, at) + ODD[roll(ODD.length)]! + head.slice(at + roll(3));
  }
  return head;
}

/**
 * Without the refusal behind an answer, of what came in the same piece and is no request: where Node.js has that piece from
 * somebody else, the answer is still being finished then, and the connection ends without a word.
 */
function withoutLastRefusal(text: string): string {
  const last = text.lastIndexOf('HTTP/1.1 400 ');
  return last > 0 && text.slice(last).includes(UNREADABLE) ? text.slice(0, last) : text;
}

describe('a head that may be parsed in front of Node.js', () => {
  let scene: GatewayScene;
  let hot: RunningGateway;
  let inNode: RunningGateway;

  beforeAll(async () => {
    scene = await GatewayScene.open();
    [hot, inNode] = [await scene.start({ answers: 'in front of Node.js' }), await scene.start()];
    await scene.put(JOB);
  });
  afterAll(() => scene.close());

  /** All that comes back for these bytes and a last request behind them, apart from what differs from second to second. */
  async function exchange({ url }: RunningGateway, head: string): Promise<string> {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => (text += part));
    socket.on('error', () => undefined);
    socket.write(head, 'latin1');
    await Promise.race([once(socket, 'data'), once(socket, 'close'), pause(15)]);
    socket.write(LAST);
    await Promise.race([once(socket, 'end'), once(socket, 'close'), pause(3_000)]);
    socket.destroy();
    return withoutLastRefusal(text).replaceAll(/^(Date|Age|Cache-Control|Retry-After): .*$/gm, '$1');
  }

  /**
   * What both make of these bytes. Where something that is no request follows a request in the same piece, it depends on
   * chance whether that is refused before the request is answered: what differs each time is no chance.
   */
  async function both(head: string): Promise<[string, string]> {
    for (let attempt = 1; ; attempt += 1) {
      const [ours, theirs] = await Promise.all([exchange(hot, head), exchange(inNode, head)]);
      if (ours === theirs || attempt === ATTEMPTS) return [ours, theirs];
    }
  }

  it(`is read as Node.js does it, whatever is odd about it (seed ${SEED})`, async () => {
    const roll = dice(SEED);
    const before = hot.readByNode();
    let answered = 0;
    for (let nth = 0; nth < HEADS; nth += 1) {
      const head = headOf(roll);
      const [ours, theirs] = await both(head);
      if (ours.startsWith('HTTP/1.1 200')) answered += 1;
      expect({ head, answer: ours }).toEqual({ head, answer: theirs });
    }
    // Both kinds were among them.
    expect(hot.readByNode() - before).toBeGreaterThan(HEADS / 10);
    expect(answered).toBeGreaterThan(HEADS / 20);
    expect(hot.readByNode() - before).toBeLessThan(HEADS - HEADS / 20);
  });
});
