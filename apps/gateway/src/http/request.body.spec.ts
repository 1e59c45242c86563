import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { PROBLEMS } from '../problems/problem.catalog.js';
import { ProblemException } from '../problems/problem.exception.js';
import { readBody } from './request.body.js';

const LIMIT = 100;
const WITHIN_MS = 300;

describe('reading a body', () => {
  let server: Server;
  let socket: Socket;
  let read: Promise<unknown>;

  beforeEach(async () => {
    let settle: (reading: Promise<unknown>) => void = () => undefined;
    read = new Promise((resolve) => (settle = resolve));
    server = createServer((request, response) => settle(readBody(request, response, LIMIT, WITHIN_MS)));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
  });
  afterEach(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  const send = (fields: string[], body: string) =>
    socket.write(`${['POST / HTTP/1.1', 'Host: x', ...fields].join('\r\n')}\r\n\r\n${body}`);
  const JSON_FIELD = 'Content-Type: application/json';

  async function refusal(): Promise<[string, number]> {
    const error: unknown = await read.catch((reason: unknown) => reason);
    if (!(error instanceof ProblemException)) throw new Error('It was not refused.');
    return [error.code, PROBLEMS[error.code].status];
  }

  it('gives up one that comes too slowly, however steadily', async () => {
    send([JSON_FIELD, 'Content-Length: 90'], '[');
    const trickle = setInterval(() => socket.write(' '), 20);
    try {
      expect(await refusal()).toEqual(['request-timeout', 408]);
    } finally {
      clearInterval(trickle);
    }
  });

  it('refuses one that breaks off', async () => {
    send([JSON_FIELD, 'Content-Length: 90'], '[');
    socket.destroySoon();
    expect(await refusal()).toEqual(['invalid-request', 400]);
  });

  it.each([
    [[JSON_FIELD], '\ufeff{"a":[1]}', { a: [1] }],
    [['Content-Type: application/merge-patch+json; charset="UTF-8"', 'Content-Encoding: identity'], '5', 5],
    [[JSON_FIELD], '', undefined],
  ])('takes %j', async (fields, text, value) => {
    send([...fields, `Content-Length: ${Buffer.byteLength(text)}`], text);
    expect(await read).toEqual(value);
  });

  it('takes as much as it may', async () => {
    send([JSON_FIELD, 'Transfer-Encoding: chunked'], `64\r\n"${'a'.repeat(98)}"\r\n0\r\n\r\n`);
    expect(await read).toHaveLength(98);
  });

  it('refuses a byte more', async () => {
    send([JSON_FIELD, 'Transfer-Encoding: chunked'], `65\r\n"${'a'.repeat(99)}"\r\n0\r\n\r\n`);
    expect(await refusal()).toEqual(['payload-too-large', 413]);
  });

  it.each(['text/plain', 'application/json; charset=utf-16', 'application/jsonx', 'multipart/form-data', ''])(
    'refuses another type: %j',
    async (type) => {
      send([`Content-Type: ${type}`, 'Content-Length: 2'], '{}');
      expect(await refusal()).toEqual(['unsupported-media-type', 415]);
    },
  );
});
