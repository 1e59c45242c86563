import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Play, Player } from './scripted-reply.js';
import type { ReceivedRequest, Reply } from './provider-harness.js';

const FLOOD_CHUNK = Buffer.alloc(64 * 1024, 'x');

/** A real HTTP server on a free port that does with each request what its player says, and keeps what it received. */
export class ScriptedUpstream {
  readonly received: ReceivedRequest[] = [];
  /** Without a trailing slash; stays the same after the upstream has stopped. */
  url = '';
  /** The most requests that stood open at once. */
  mostInFlight = 0;
  /** Sockets that clients opened. */
  connections = 0;
  /** Bytes that floods got rid of before the reader went away. */
  floodedBytes = 0;
  private inFlight = 0;
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public player: Player,
  ) {}

  /** With a key and a certificate (PEM) it speaks TLS. */
  static async start(player: Player, tls: { key: string; cert: string } | null = null): Promise<ScriptedUpstream> {
    const server = tls
      ? createTlsServer({ ...tls, keepAliveTimeout: 60_000 })
      : createServer({ keepAliveTimeout: 60_000 });
    const upstream = new ScriptedUpstream(server, player);
    server.on('request', (request, response) => void upstream.serve(request, response));
    server.on('connection', (socket: Socket) => {
      upstream.connections += 1;
      upstream.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        upstream.sockets.delete(socket);
        upstream.arrivals.emit('left');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    upstream.url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return upstream;
  }

  /** Resolves when so many requests have arrived in all. */
  async arrived(count: number): Promise<void> {
    while (this.received.length < count) await once(this.arrivals, 'request');
  }

  /** Resolves when no client is connected any more. */
  async deserted(): Promise<void> {
    while (this.sockets.size > 0) await once(this.arrivals, 'left');
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    response.on('close', () => (this.inFlight -= 1));
    response.on('error', () => undefined);
    try {
      const received = await read(request);
      this.received.push(received);
      this.arrivals.emit('request');
      await this.perform(this.player(received), response);
    } catch {
      response.destroy();
    }
  }

  private async perform(play: Play, response: ServerResponse): Promise<void> {
    if (!('play' in play)) return send(play, response);
    switch (play.play) {
      case 'silence':
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'half': {
        const body = Buffer.from(play.reply.body ?? '');
        response.writeHead(play.reply.status, { ...play.reply.headers, 'content-length': body.length });
        response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
        return;
      }
      case 'drip':
        return drip(play.reply, play.everyMs, response);
      case 'flood':
        return this.flood(play.bytes, play.status, play.headers ?? {}, response);
      case 'garbage':
        response.socket?.end(play.text);
        return;
      case 'held':
        await play.until;
        return send(play.reply, response);
    }
  }

  private async flood(bytes: number, status: number, headers: Record<string, string>, response: ServerResponse) {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    const readerLeft = new Promise((resolve) => response.once('close', resolve));
    for (let sent = 0; sent < bytes && !response.destroyed; sent += FLOOD_CHUNK.length) {
      this.floodedBytes += FLOOD_CHUNK.length;
      if (response.write(FLOOD_CHUNK)) continue;
      await Promise.race([new Promise((resolve) => response.once('drain', resolve)), readerLeft]);
    }
    response.end();
  }
}

async function read(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(reply: Reply, response: ServerResponse): void {
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

async function drip(reply: Reply, everyMs: number, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status, reply.headers);
  for (const byte of Buffer.from(reply.body ?? '')) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  response.end();
}
