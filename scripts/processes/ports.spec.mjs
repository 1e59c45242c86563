import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort, requirePort } from './ports.mjs';

describe('requirePort', () => {
  it('says which port is in use and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    await expect(requirePort(port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another process. Choose another: PORT=${port + 1} npm run demo`,
    );
    server.close();
    await once(server, 'close');
  });

  it.each([NaN, 0, 65_536, 3000.5])('refuses %d, which is no port', async (port) => {
    await expect(requirePort(port, '127.0.0.1')).rejects.toThrow('PORT must be a number from 1 to 65535.');
  });

  it('takes a free port and gives it back', async () => {
    const port = await freePort();
    await requirePort(port, '127.0.0.1');
    await expect(requirePort(port, '127.0.0.1')).resolves.toBeUndefined();
  });
});
