import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { ClientAddress } from '../access/client.address.js';

const ID = /^[\w.:-]{1,64}$/;

/** The id of a request in log and audit: the `X-Request-Id` of a trusted proxy, else a random UUID. */
export class RequestIds {
  private readonly ids = new WeakMap<IncomingMessage, string>();

  constructor(private readonly addresses: ClientAddress) {}

  of(request: IncomingMessage): string {
    let id = this.ids.get(request);
    if (id === undefined) this.ids.set(request, (id = this.sentWith(request) ?? randomUUID()));
    return id;
  }

  private sentWith(request: IncomingMessage): string | null {
    const sent = request.headers['x-request-id'];
    return typeof sent === 'string' && ID.test(sent) && this.addresses.isOfProxy(request) ? sent : null;
  }
}
