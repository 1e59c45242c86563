import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { handleControlRequest } from './control.routes.js';
import { closeServer, listenOn } from './server.port.js';
import type { SimulatedUpstreams } from './simulated.upstreams.js';
import { readBody } from './wire.body.js';
import { sendResponse } from './wire.send.js';

const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** The control API's port. */
export class ControlServer {
  url = '';
  private readonly server = createServer((request, response) => {
    this.serve(request, response).catch((error: unknown) => {
      sendResponse(response, { status: 500, body: JSON.stringify({ errors: [String(error)] }) });
    });
  });

  constructor(private readonly upstreams: SimulatedUpstreams) {}

  async listen(host: string, port: number): Promise<void> {
    this.url = `http://${host}:${await listenOn(this.server, host, port)}`;
  }

  close(): Promise<void> {
    return closeServer(this.server, () => this.server.closeAllConnections());
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, MAX_BODY_BYTES);
    const url = new URL(request.url ?? '/', 'http://control');
    const { status, content } = await handleControlRequest(this.upstreams, request.method ?? 'GET', url, body);
    sendResponse(response, {
      status,
      headers: { 'Content-Type': 'application/json' },
      body: content === undefined ? '' : `${JSON.stringify(content)}\n`,
    });
  }
}
