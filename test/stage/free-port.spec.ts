import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from './free-port.js';

describe('a free port', () => {
  it('is given to one of concurrent requests', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, freePort));
    expect(new Set(ports).size).toBe(50);
  });

  it('can be had for as long as the test runs, once it is given back too', async () => {
    const port = await freePort();
    for (let nth = 0; nth < 2; nth += 1) {
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      expect(await freePort()).not.toBe(port);
      server.close();
      await once(server, 'close');
    }
    expect(await freePort()).not.toBe(port);
  });
});
