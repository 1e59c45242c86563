import type { IncomingMessage } from 'node:http';
import { ClientAddress, networkOf } from './client.address.js';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the address of a client', () => {
  const addresses = new ClientAddress(['10.0.0.0/8', '192.168.7.1', 'fd00::/8']);

  it.each([
    ['the sender, where it is no proxy', from('198.51.100.7', '203.0.113.9'), '198.51.100.7'],
    ['the sender, where nothing was forwarded', from('10.1.2.3'), '10.1.2.3'],
    ['the one that a proxy names', from('10.1.2.3', '203.0.113.9'), '203.0.113.9'],
    ['the one behind several proxies', from('::ffff:192.168.7.1', '203.0.113.9, 10.9.9.9'), '203.0.113.9'],
    ['never what a client wrote in front of it', from('10.1.2.3', '1.1.1.1, 203.0.113.9'), '203.0.113.9'],
    ['of IPv6 as well', from('fd00::1', '2001:db8::5'), '2001:db8::5'],
    ['the proxy, where it names no address', from('10.1.2.3', 'unknown'), '10.1.2.3'],
    ['the last of them, where all are proxies', from('10.1.2.3', '10.0.0.1, 10.0.0.2'), '10.0.0.1'],
    ['nothing, when the socket is gone', { socket: {}, headers: {} } as IncomingMessage, ''],
  ])('is %s', (_, request, address) => {
    expect(addresses.of(request)).toBe(address);
  });

  it('is the same for repeated requests, and after many other clients', () => {
    const ask = (nth: number) => addresses.of(from('10.1.2.3', `198.51.${nth >> 8}.${nth & 255}, 10.0.0.9`));
    for (const time of [1, 2]) {
      for (let nth = 0; nth < 5_000; nth += 1)
        expect([time, ask(nth)]).toEqual([time, `198.51.${nth >> 8}.${nth & 255}`]);
    }
  });

  it('is the sender where no proxy is trusted', () => {
    expect(new ClientAddress().of(from('10.1.2.3', '203.0.113.9'))).toBe('10.1.2.3');
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
    ['2001:db8::5', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['2001:DB8:0000:0001::', '2001:db8:0:1'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', ''],
  ])('belongs with all that one customer has: %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
