import type { Access } from '#libs/access';
import { Metrics } from '#libs/telemetry';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { WorkerHealth } from './worker.health.js';

interface Response {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

/** Serves health, without credentials, and metrics, as a gateway does, if an address is configured. */
export class WorkerListener {
  private readonly server: Server;

  constructor(
    private readonly access: Access,
    private readonly metrics: Metrics,
    private readonly health: WorkerHealth,
    private readonly logger: Logger,
  ) {
    this.server = createServer((request, response) => void this.respond(request, response));
  }

  /** Listens, and returns the address. */
  async listen({ host, port }: { host: string; port: number }): Promise<string> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    const { address, family, port: taken } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, headers } = await this.responseTo(request).catch((error: unknown) => {
      this.logger.error({ error }, 'request failed');
      return json(500, { status: 500, title: 'The worker failed' });
    });
    const common = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
    response.writeHead(status, { ...common, ...headers, 'Content-Length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private async responseTo({ method, url, headers }: IncomingMessage): Promise<Response> {
    if (method !== 'GET' && method !== 'HEAD') {
      return json(405, { status: 405, title: 'The address is for reading' }, { Allow: 'GET, HEAD' });
    }
    switch (url?.split('?')[0]) {
      case '/health/live':
        return json(200, { status: 'ok', checks: {} });
      case '/health/ready': {
        const health = await this.health.ready();
        return json(health.status === 'ok' ? 200 : 503, health);
      }
      case '/metrics':
        return this.metricsResponse(headers);
      default:
        return json(404, { status: 404, title: 'No such route' });
    }
  }

  private async metricsResponse(headers: IncomingMessage['headers']): Promise<Response> {
    const apiKey = [headers['x-api-key'] ?? []].flat().join(', ');
    const credentials = { authorization: headers.authorization, ...(apiKey === '' ? {} : { apiKey }) };
    const decision = await this.access.decide(credentials);
    if ('refused' in decision) {
      if (decision.refused === 'unavailable') return json(503, { status: 503, title: 'Tokens cannot be verified' });
      const challenge = { 'WWW-Authenticate': 'Bearer realm="jobgate"' };
      return json(401, { status: 401, title: 'Missing or invalid credentials' }, challenge);
    }
    if (!decision.caller.may('jobs:read')) return json(403, { status: 403, title: 'Missing scope' });
    return {
      status: 200,
      body: await this.metrics.text(decision.caller),
      headers: { 'Content-Type': Metrics.contentType },
    };
  }
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return { status, body: JSON.stringify(body), headers: { ...JSON_TYPE, ...headers } };
}
