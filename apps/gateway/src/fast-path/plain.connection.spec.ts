import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PlainConnection } from './plain.connection.js';

const PLAIN = 'GET /jobs/dm-prod~1 HTTP/1.1\r\nHost: x\r\n\r\n';
const OTHER = 'POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
/** More than two sockets take in between. */
const LONG = 'a'.repeat(16e6);

describe('a connection that is to end', () => {
  let server: Server;
  let client: Socket;
  let connection: PlainConnection;
  let handedOver: number;

  beforeEach(async () => {
    handedOver = 0;
    server = createServer({ allowHalfOpen: true }, (socket) => {
      const keeper = { answer: () => LONG, handOver: () => void (handedOver += 1), closed: () => undefined };
      connection = new PlainConnection(socket, keeper, 60_000);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(client, 'connect');
  });
  afterEach(() => {
    client.destroy();
    server.close();
  });

  it.each([
    ['another plain read', PLAIN],
    ['something else', OTHER],
  ])('does not begin with %s, and says all that it has begun to say', async (_name, next) => {
    client.write(PLAIN);
    await once(client, 'readable');
    for (let nth = 0; nth < 20; nth += 1) connection.end();
    client.write(next);
    await pause(50);
    let length = 0;
    client.on('data', (part) => (length += part.length));
    await once(client, 'close');
    expect(length).toBe(LONG.length);
    expect(handedOver).toBe(0);
  });
});
