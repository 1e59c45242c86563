import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { CallLog } from './call.log.js';
import { faultResponse, halved } from './fault.response.js';
import type { FaultInjector } from './fault.injector.js';
import type { FaultScript } from './fault.script.js';
import { Delays } from './delays.js';
import { closeServer, listenOn } from './server.port.js';
import { readBody } from './wire.body.js';
import { sendResponse, sendEndlessBody } from './wire.send.js';
import type { WireResponse, Call, VendorResponses, Route } from './wire.js';

const NO_QUERY = new URLSearchParams();
const KEEP_ALIVE_MS = 65_000;
const DEFAULT_SLOW_MS = 2_000;
const DEFAULT_HUGE_BYTES = 64 * 1024 * 1024;
const MAX_BODY_BYTES = 8 * 1024 * 1024;

interface Parts {
  readonly routes: readonly Route[];
  readonly responses: VendorResponses;
  readonly log: CallLog;
  readonly faults: FaultInjector;
}

interface Match {
  readonly route: Route;
  readonly captures: readonly string[];
}

/** One upstream's server: finds the route, logs calls, injects faults, writes bytes. */
export class WireServer {
  private readonly server: Server;
  private readonly pauses = new Delays();
  private address: { host: string; port: number } = { host: '127.0.0.1', port: 0 };

  constructor(private readonly parts: Parts) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.server.on('connection', (socket: Socket) => {
      if (this.parts.faults.refusesConnection()) socket.resetAndDestroy();
    });
  }

  get url(): string {
    return `http://${this.address.host}:${this.address.port}`;
  }

  async listen(host: string, port: number): Promise<void> {
    this.address = { host, port: await listenOn(this.server, host, port) };
  }

  /** Gives the port up, so that connecting is refused by the system itself. */
  stopListening(): Promise<void> {
    return closeServer(this.server, () => this.server.closeAllConnections());
  }

  /** Takes the same port again. */
  async resumeListening(): Promise<void> {
    if (!this.server.listening) await this.listen(this.address.host, this.address.port);
  }

  async close(): Promise<void> {
    this.pauses.endAll();
    await this.stopListening();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    const query = mark < 0 ? NO_QUERY : new URLSearchParams(target.slice(mark + 1));
    const method = request.method ?? 'GET';
    const match = this.match(method, path, query);
    const routeName = match?.route.name ?? `${method} (unknown)`;
    const isLogon = match?.route.logon === true;
    this.parts.log.begin(routeName, isLogon, match?.route.jobId?.(match.captures, query));
    response.once('close', () => {
      this.parts.log.end();
      this.parts.log.answered(response.writableFinished ? String(response.statusCode) : 'none');
    });
    const body = await readBody(request, MAX_BODY_BYTES);
    const faults = this.parts.faults.faultsFor(routeName, isLogon);
    const call: Call = {
      method,
      path,
      target,
      query,
      headers: request.headers,
      body,
      captures: match?.captures ?? [],
      unknownStatus: faults.some(({ kind }) => kind === 'unknown-status'),
      refuseCredentials: faults.some(({ kind }) => kind === 'refuse-credentials'),
      pause: (milliseconds) => this.pauses.pause(milliseconds),
    };
    if (faults.length === 0) sendResponse(response, await this.answer(call, match));
    else await this.respondWithFault(call, match, faults, response);
  }

  private async respondWithFault(
    call: Call,
    match: Match | undefined,
    faults: readonly FaultScript[],
    response: ServerResponse,
  ): Promise<void> {
    for (const fault of faults) {
      if (fault.kind === 'slow') await call.pause(fault.delayMs ?? DEFAULT_SLOW_MS);
    }
    for (const fault of faults) {
      if (fault.afterEffect) await this.answer(call, match);
      if (fault.kind === 'reset') {
        response.socket?.resetAndDestroy();
        return;
      }
      if (fault.kind === 'timeout') {
        if (fault.delayMs === undefined) return;
        await call.pause(fault.delayMs);
        response.destroy();
        return;
      }
      if (fault.kind === 'huge-body') {
        await sendEndlessBody(response, this.parts.responses.padding, fault.bytes ?? DEFAULT_HUGE_BYTES);
        return;
      }
      const instead = faultResponse(fault, call, this.parts.responses);
      if (instead) {
        sendResponse(response, instead);
        return;
      }
    }
    const answer = await this.answer(call, match);
    sendResponse(response, faults.some(({ kind }) => kind === 'half-json') ? halved(answer) : answer);
  }

  private answer(call: Call, match: Match | undefined): WireResponse | Promise<WireResponse> {
    if (match) return match.route.handle(call);
    const allowed = this.parts.routes.filter((route) => route.pattern.test(call.path)).map((route) => route.method);
    return this.parts.responses.unknownRoute(call, allowed);
  }

  private match(method: string, path: string, query: URLSearchParams): Match | undefined {
    for (const route of this.parts.routes) {
      if (route.method !== method) continue;
      const found = route.pattern.exec(path);
      if (found && (route.action === undefined || route.action === query.get('action'))) {
        return { route, captures: found.slice(1) };
      }
    }
    return undefined;
  }
}
