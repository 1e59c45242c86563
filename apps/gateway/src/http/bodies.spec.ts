import { jest } from '@jest/globals';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { eventually } from '../../../../test/stage/eventually.js';

/** A request that was cheap to send and dear to read: 19 bytes that were 1 MB. */
const PACKED = brotliCompressSync(`[${'0,'.repeat(499_990)}0]`);
const MANY = 200;

let stage: GatewayStage;
let addresses = 0;

beforeAll(async () => {
  stage = await GatewayStage.open({ gateway: { trustedProxies: ['127.0.0.0/8'] } });
}, 30_000);

afterAll(() => stage.close());

/** A connection on which bytes are written as told; `received` is all that came so far. */
class Wire {
  received = '';
  isClosed = false;
  private readonly socket: Socket;

  constructor() {
    this.socket = connect((stage.server.address() as AddressInfo).port, '127.0.0.1');
    this.socket.on('data', (data) => (this.received += data.toString('latin1')));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => (this.isClosed = true));
  }

  /** Each from an address of its own: none is refused for what others sent. */
  static head(fields: readonly string[], target = 'POST /jobs'): string {
    const address = `X-Forwarded-For: 198.51.100.${(addresses += 1) % 250}`;
    const lines = [`${target} HTTP/1.1`, 'Host: gateway', address, 'Content-Type: application/json', ...fields];
    return `${lines.join('\r\n')}\r\n\r\n`;
  }

  write(text: string | Buffer): this {
    if (!this.socket.destroyed) this.socket.write(text);
    return this;
  }

  /** Writes as much as the other side takes; resolves once it takes no more. */
  async writeWithoutEnd(part: string): Promise<number> {
    let written = 0;
    while (!this.isClosed) {
      written += part.length;
      const isTaken = this.socket.write(part);
      // An error is followed by the end.
      if (!isTaken)
        await Promise.race(['drain', 'close'].map((event) => once(this.socket, event))).catch(() => undefined);
    }
    return written;
  }

  hears(text: string | RegExp): Promise<void> {
    return eventually(() => expect(this.received).toMatch(text));
  }

  isOver(): Promise<void> {
    return eventually(() => expect(this.isClosed).toBe(true), 15_000);
  }

  end(): void {
    this.socket.destroy();
  }
}

const bearer = (key: string) => `Authorization: Bearer ${key}`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** How long the texts were that were parsed while `act` ran. */
async function parsedDuring(act: () => Promise<void>): Promise<number[]> {
  const parse = jest.spyOn(JSON, 'parse');
  try {
    await act();
    return parse.mock.calls.map(([text]) => text.length);
  } finally {
    parse.mockRestore();
  }
}

describe('a body without valid credentials', () => {
  it.each([
    ['of a length', ['Content-Length: 60000']],
    ['in chunks', ['Transfer-Encoding: chunked']],
    ['of more than any route takes', ['Content-Length: 900000000']],
    ['that waits to be asked for', ['Content-Length: 60000', 'Expect: 100-continue']],
    ['of another type', ['Content-Length: 60000', 'Content-Encoding: br']],
    ['with a wish that nobody knows', ['Content-Length: 60000', 'Expect: nothing']],
  ])('[access.before-body] is not waited for: %s', async (_, fields) => {
    const wires = [[], [bearer('nobody')]].map((more) => new Wire().write(Wire.head([...fields, ...more])));
    for (const wire of wires) {
      await wire.hears(/\r\n\r\n\{.*"code":"unauthenticated"\}$/s);
      expect(wire.received).toMatch(/^HTTP\/1\.1 401 /);
    }
    for (const wire of wires) await wire.isOver();
  });

  it('[access.before-body] is never read, however many come at once', async () => {
    const wires: Wire[] = [];
    const parsed = await parsedDuring(async () => {
      for (let nth = 0; nth < MANY; nth += 1) {
        const target = nth % 2 === 0 ? 'POST /jobs' : 'POST /nowhere';
        const head = Wire.head(['Content-Encoding: br', `Content-Length: ${PACKED.length}`], target);
        wires.push(new Wire().write(head).write(PACKED));
      }
      await eventually(() => {
        for (const [nth, { received }] of wires.entries()) {
          expect(received).toMatch(nth % 2 === 0 ? /^HTTP\/1\.1 401 / : /^HTTP\/1\.1 404 /);
        }
      }, 20_000);
      await stage.call('get', '/health/live').expect(200);
    });
    for (const wire of wires) wire.end();
    expect(Math.max(0, ...parsed)).toBeLessThan(10_000);
  });

  it.each([
    ['in chunks', ['Transfer-Encoding: chunked'], chunk('0,'.repeat(8_000))],
    ['of a length', ['Content-Length: 900000000'], '0,'.repeat(8_000)],
  ])('is taken in to a bound when it goes on and on: %s', async (_, fields, part) => {
    const wire = new Wire().write(Wire.head(fields));
    await wire.hears('"code":"unauthenticated"');
    // What lies in the buffers of both sockets was never read by anybody.
    expect(await wire.writeWithoutEnd(part)).toBeLessThan(32_000_000);
  });

  it('is not waited for when it comes byte by byte', async () => {
    const wire = new Wire().write(Wire.head(['Content-Length: 60000']));
    const trickle = setInterval(() => wire.write('0'), 50);
    try {
      await wire.hears('"code":"unauthenticated"');
      await wire.isOver();
    } finally {
      clearInterval(trickle);
    }
  });

  it('ends the connection, and says so, unless it is short', async () => {
    for (const fields of [
      ['Transfer-Encoding: chunked'],
      ['Content-Length: 70000'],
      ['Expect: 100-continue', 'Content-Length: 9'],
    ]) {
      const wire = new Wire().write(Wire.head(fields));
      await wire.hears('"code":"unauthenticated"');
      expect(wire.received).toContain('Connection: close');
      wire.end();
    }
  });

  it('leaves the connection to further requests when it is short, whether it was there already or comes late', async () => {
    const wire = new Wire().write(`${Wire.head(['Content-Length: 2'])}{}`);
    await wire.hears('"code":"unauthenticated"');
    wire.write(Wire.head(['Content-Length: 2'], 'POST /events'));
    await wire.hears('"instance":"/events"');
    wire.write(`{}${Wire.head([bearer(KEY)], 'GET /health/live')}`);
    await wire.hears(/HTTP\/1\.1 200 OK/);
    expect(wire.received).not.toContain('Connection: close');
    wire.end();
  });
});

describe('a body that the caller may not send', () => {
  it.each([
    ['without the scope', 'POST /jobs', READER_KEY, 403],
    ['to an address that is not there', 'POST /nothing', KEY, 404],
    ['with a method that the address does not know', 'PUT /jobs', KEY, 405],
  ])('is not waited for: %s', async (_, target, key, status) => {
    const wire = new Wire().write(Wire.head([bearer(key), 'Content-Length: 60000'], target));
    await wire.hears(new RegExp(`^HTTP/1\\.1 ${status} `));
    await wire.isOver();
  });
});

describe('a body of an authorized caller', () => {
  const LONG = 'a'.repeat(100_000);

  it.each([
    ['POST /jobs', 65_536, 413],
    ['POST /jobs/batch', 262_144, 413],
    ['POST /connections/dm-prod/jobs', 262_144, 413],
    ['PATCH /jobs/dm-prod~9', 65_536, 413],
    ['POST /webhooks', 65_536, 413],
  ])(
    '[body.limit] is refused at once when it says that it is too long: %s of %d bytes',
    async (target, most, status) => {
      const wire = new Wire().write(Wire.head([bearer(KEY), `Content-Length: ${most + 1}`], target));
      await wire.hears(new RegExp(`^HTTP/1\\.1 ${status} .*"code":"payload-too-large"`, 's'));
      await wire.isOver();
      const fitting = new Wire().write(Wire.head([bearer(KEY), `Content-Length: ${most}`], target));
      await fitting.write(' '.repeat(most)).hears(/^HTTP\/1\.1 400 .*"code":"invalid-request"/s);
      expect(fitting.isClosed).toBe(false);
      fitting.end();
    },
  );

  it('[body.limit] is refused when its chunks are too much, and is not taken in any further', async () => {
    const wire = new Wire().write(Wire.head([bearer(KEY), 'Transfer-Encoding: chunked']));
    wire.write(chunk(`"${LONG}`));
    await wire.hears(/^HTTP\/1\.1 413 .*"code":"payload-too-large"/s);
    expect(await wire.writeWithoutEnd(chunk(LONG))).toBeLessThan(32_000_000);
  });

  it('is read in chunks, and by byte', async () => {
    const wire = new Wire().write(Wire.head([bearer(KEY), 'Transfer-Encoding: chunked']));
    for (const byte of '{"id":"dm-prod~12"}') wire.write(chunk(byte));
    await wire.write('0\r\n\r\n').hears(/^HTTP\/1\.1 201 /);
    wire.end();
  });

  it('is asked for where it waits for that, once it is known to be wanted', async () => {
    const body = '{"id":"dm-prod~13"}';
    const wire = new Wire().write(Wire.head([bearer(KEY), 'Expect: 100-continue', `Content-Length: ${body.length}`]));
    await wire.hears(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    await wire.write(body).hears(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /);
    wire.end();
  });

  it.each(['br', 'gzip', 'deflate', 'zstd', 'identity, br'])('[body.packed] is not unpacked: %s', async (encoding) => {
    const parsed = await parsedDuring(async () => {
      const fields = [bearer(KEY), `Content-Encoding: ${encoding}`, `Content-Length: ${PACKED.length}`];
      const wire = new Wire().write(Wire.head(fields)).write(PACKED);
      await wire.hears(/^HTTP\/1\.1 415 .*"code":"unsupported-media-type"/s);
      wire.end();
    });
    expect(Math.max(0, ...parsed)).toBeLessThan(10_000);
  });

  it.each([
    ['a name that would change an object', '{"id":"dm-prod~9","labels":{"__proto__":"x"}}'],
    ['the same in other characters', '{"id":"dm-prod~9","labels":{"\\u005f_proto__":"x"}}'],
    ['a number that is another one', '{"id":"dm-prod~9","labels":9007199254740993}'],
    ['nothing but brackets', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['brackets deep down', `{"id":"dm-prod~9","labels":${'['.repeat(65)}${']'.repeat(65)}}`],
    ['half of it', '{"id":'],
  ])('is refused with %s, and nothing is said of its members', async (_, text) => {
    const answer = await stage.call('post', '/jobs').set('Content-Type', 'application/json').send(text).expect(400);
    expect(answer.body).toMatchObject({ code: 'invalid-request' });
    expect(answer.body).not.toHaveProperty('errors');
  });
});
