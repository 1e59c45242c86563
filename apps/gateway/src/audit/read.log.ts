import type { Caller } from '#libs/access';
import type { Response } from 'express';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import type { ClientAddress } from '../access/client.address.js';
import { routeOf } from '../http/route-template.js';
import { actionOf } from './audit.actions.js';

/** Of more credentials within a minute the lines are written earlier. */
const MOST_CALLERS = 10_000;
const MOST_ADDRESSES = 20;

/** What came with one credential since the last line. */
interface Reads {
  since: number;
  reads: number;
  refused: number;
  byRoute: Map<string, { count: number }>;
  addresses: Set<string>;
  /** Reads from addresses that are not named. */
  elsewhere: number;
}

/** From where a request came; a part of `IncomingMessage`. */
export type Origin = Pick<IncomingMessage, 'socket' | 'headers'>;

/** Who reads how much, from where: counted for each credential, whoever answers, and told in the log from time to time. */
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

  /** A read that is answered in front of the framework. `route`: as the API document writes it. */
  note(caller: Caller, route: string, address: string): void {
    const reads = this.readsOf(caller);
    reads.reads += 1;
    const ofRoute = reads.byRoute.get(route);
    if (ofRoute === undefined) reads.byRoute.set(route, { count: 1 });
    else ofRoute.count += 1;
    if (reads.addresses.has(address)) return;
    if (reads.addresses.size < MOST_ADDRESSES) reads.addresses.add(address);
    else reads.elsewhere += 1;
  }

  /** A request with good credentials, before it is judged any further. Acts are in the audit, but for those over quota. */
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

  /** A line for each credential that was used since this was done before. */
  tell(): void {
    for (const [caller, reads] of this.readers) this.logger.info(lineOf(caller, reads), 'reads');
    this.readers.clear();
  }

  private readsOf(caller: Caller): Reads {
    let reads = this.readers.get(caller);
    if (reads === undefined) {
      if (this.readers.size >= MOST_CALLERS) this.tell();
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
