import type { IncomingMessage } from 'node:http';
import { ClientAddress } from '../access/client.address.js';
import { RequestIds } from './request.ids.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const sent = (from: string, id?: string) =>
  ({ socket: { remoteAddress: from }, headers: id === undefined ? {} : { 'x-request-id': id } }) as IncomingMessage;

describe('what a request is called', () => {
  const ids = new RequestIds(new ClientAddress(['10.0.0.0/8']));

  it('is what a trusted proxy calls it', () => {
    expect(ids.of(sent('10.1.2.3', '01J:a-b_c.9'))).toBe('01J:a-b_c.9');
  });

  it.each([
    ['anybody else sends one', sent('203.0.113.9', 'mine')],
    ['the proxy sends none', sent('10.1.2.3')],
    ['it could break a line', sent('10.1.2.3', 'a\nb')],
    ['it is long', sent('10.1.2.3', 'a'.repeat(65))],
  ])('is a random name where %s, the same each time', (_, request) => {
    expect(ids.of(request)).toMatch(UUID);
    expect(ids.of(request)).toBe(ids.of(request));
  });

  it('is another one for another request', () => {
    expect(ids.of(sent('10.1.2.3'))).not.toBe(ids.of(sent('10.1.2.3')));
  });
});
