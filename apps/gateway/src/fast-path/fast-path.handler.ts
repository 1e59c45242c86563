import type { Access, Caller } from '#libs/access';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServedHosts } from '../access/served.hosts.js';
import type { Listener } from './exchange.js';
import type { JobRequests } from './job.requests.js';
import { isListUrl, type ListRequests } from './list.requests.js';
import { parsePlainHeaders, type PlainRequest } from './plain-request.js';

const JOB_PATH = '/jobs/';

/** Serves plain reads of jobs and lists. Every other request is handed over to the framework, and so is every refusal. */
export class FastPathHandler {
  constructor(
    private readonly access: Access,
    private readonly hosts: ServedHosts,
    private readonly jobs: JobRequests,
    private readonly lists: ListRequests,
    /** The time that records are stamped with. Reading it costs as much as all else here: once for each request. */
    private readonly now: () => number,
  ) {}

  serve(request: IncomingMessage, response: ServerResponse, next: Listener): void {
    const { method, url } = request;
    const isList = method === 'GET' && isListUrl(url!);
    const isJob = (method === 'GET' || method === 'HEAD') && url!.startsWith(JOB_PATH);
    const plain = isList || isJob ? parsePlainHeaders(request.rawHeaders) : null;
    const caller = plain && this.authenticated(plain);
    if (caller === null) return next(request, response);
    const exchange = { request, response, caller, next, ifNoneMatch: plain!.ifNoneMatch, claim: null };
    if (isList) this.lists.serve(url!, exchange, this.now());
    else this.jobs.serve(url!.slice(JOB_PATH.length), exchange, this.now());
  }

  /** See `JobRequests.plainResponse`. */
  plainResponse(id: string, request: PlainRequest, socket: Socket): string | Promise<string | null> | null {
    const caller = this.authenticated(request);
    return caller && this.jobs.plainResponse({ id, request, caller, socket }, this.now());
  }

  /** The caller, if they may read jobs. Credentials expire by the local clock. */
  private authenticated(plain: PlainRequest): Caller | null {
    if (!this.hosts.serves(plain.host)) return null;
    const authentication = this.access.authenticate(plain);
    return 'caller' in authentication && authentication.caller.may('jobs:read') ? authentication.caller : null;
  }
}
