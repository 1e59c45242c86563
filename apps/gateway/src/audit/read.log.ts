import type { Caller } from '#libs/access';
import type { Response } from 'express';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import type { ClientAddress } from '../access/client.address.js';
import { routeOf } from '../http/route-template.js';
import { actionOf } from './audit.actions.js';

/** Beyond so many callers the lines are written early. */
const MAX_CALLERS = 10_000;
const MAX_ADDRESSES = 20;

/** The reads of one credential since its last line. */
interface Reads {
  since: number;
  reads: number;
  refused: number;
  byRoute: Map<string, { count: number }>;
  addresses: Set<string>;
  /** Reads from further addresses. */
  elsewhere: number;
}

export type Origin = Pick<IncomingMessage, 'socket' | 'headers'>;

/** Counts reads by credential, route and address on all paths, and logs them from time to time. */
export class ReadLog {
  private readonly readers = new Map<Caller, Reads>();

  constructor(
    private readonly logger: Logger,
    private readonly addresses: ClientAddress,
    /** Epoch milliseconds. */
    private readonly now: () => number = Date.now,
  ) {}

  addressOf(origin: Origin): string {
    return this.addresses.of(origin);
  }

  /** A read on the fast path. `route`: as in the API document. */
  note(caller: Caller, route: string, address: string): void {
    const reads = this.readsOf(caller);
    reads.reads += 1;
    const ofRoute = reads.byRoute.get(route);
    if (ofRoute === undefined) reads.byRoute.set(route, { count: 1 });
    else ofRoute.count += 1;
    if (reads.addresses.has(address)) return;
    if (reads.addresses.size < MAX_ADDRESSES) reads.addresses.add(address);
    else reads.elsewhere += 1;
  }

  /** An authenticated request. Commands are audited instead, unless they exceed the quota. */
  begin(caller: Caller, request: AuthenticatedRequest, response: Response): void {
    const isAct = isActOf(request);
    const route = routeOf(request);
    const address = this.addresses.of(request);
    // A stream may take hours.
    if (!isAct) this.note(caller, route, address);
    response.once('close', () => {
      const { statusCode } = response;
      if (statusCode < 400 || statusCode >= 500) return;
      if (isAct && statusCode !== 429) return;
      if (isAct) this.note(caller, route, address);
      this.readsOf(caller).refused += 1;
    });
  }

  /** Logs and resets the counts of each credential. */
  flush(): void {
    for (const [caller, reads] of this.readers) this.logger.info(lineOf(caller, reads), 'reads');
    this.readers.clear();
  }

  private readsOf(caller: Caller): Reads {
    let reads = this.readers.get(caller);
    if (reads === undefined) {
      if (this.readers.size >= MAX_CALLERS) this.flush();
      reads = { since: this.now(), reads: 0, refused: 0, byRoute: new Map(), addresses: new Set(), elsewhere: 0 };
      this.readers.set(caller, reads);
    }
    return reads;
  }
}

function lineOf({ name, fingerprint }: Caller, { since, reads, refused, byRoute, addresses, elsewhere }: Reads) {
  return {
    audit: 'reads',
    caller: name,
    fingerprint,
    since: new Date(since).toISOString(),
    ...{ reads, refused },
    routes: Object.fromEntries([...byRoute].map(([route, { count }]) => [route, count])),
    addresses: [...addresses],
    ...(elsewhere === 0 ? {} : { elsewhere }),
  };
}

function isActOf({ method, route }: AuthenticatedRequest): boolean {
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' && actionOf(method, path) !== null;
}
