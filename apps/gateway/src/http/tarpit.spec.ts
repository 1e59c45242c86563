import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { eventually } from '../../../../test/stage/eventually.js';
import { Tarpit } from './tarpit.js';

const REQUEST = 'GET / HTTP/1.1\r\nHost: gateway\r\n\r\n';

describe('an answer that is held', () => {
  let server: Server;
  let asked: number;
  let answered: number;
  const open = (tarpit: Tarpit) => {
    server = createServer((request, response) => {
      asked += 1;
      tarpit.hold(request.socket, () => {
        answered += 1;
        response.end();
      });
    });
    return once(server.listen(0, '127.0.0.1'), 'listening');
  };
  const wire = () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const heard = { answers: 0 };
    socket.on('data', (data) => (heard.answers += data.toString().split('HTTP/1.1 200').length - 1));
    socket.on('error', () => undefined);
    return { socket, heard };
  };

  beforeEach(() => {
    asked = 0;
    answered = 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is delayed, and nothing else is read from its connection until then', async () => {
    await open(new Tarpit(300));
    const { socket, heard } = wire();
    socket.write(REQUEST);
    await eventually(() => expect(asked).toBe(1));
    const askedAt = performance.now();
    socket.write(REQUEST);
    await eventually(() => expect(heard.answers).toBe(1));
    expect(performance.now() - askedAt).toBeGreaterThan(250);
    await eventually(() => expect([asked, heard.answers]).toEqual([2, 2]));
    socket.destroy();
  });

  it('is given up with its connection', async () => {
    await open(new Tarpit(300));
    const gone = wire();
    gone.socket.write(REQUEST);
    await eventually(() => expect(asked).toBe(1));
    gone.socket.destroy();
    const { socket, heard } = wire();
    socket.write(REQUEST);
    await eventually(() => expect(heard.answers).toBe(1));
    expect(answered).toBe(1);
    socket.destroy();
  });

  it('comes at once beyond a number of them', async () => {
    await open(new Tarpit(60_000, 1));
    const first = wire();
    first.socket.write(REQUEST);
    await eventually(() => expect(asked).toBe(1));
    const second = wire();
    second.socket.write(REQUEST);
    await eventually(() => expect(second.heard.answers).toBe(1));
    expect(first.heard.answers).toBe(0);
    first.socket.destroy();
    second.socket.destroy();
  });
});
