import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A real TCP or TLS server on a free port that says what a test tells it to, byte by byte. */
export class ScriptedBroker {
  port = 0;
  /** Clients so far. */
  readonly peers: Peer[] = [];
  private readonly arrivals = new EventEmitter();

  private constructor(private readonly server: Server) {}

  /** With a key and a certificate (PEM) it speaks TLS. */
  static async start(tls: { key: string; cert: string } | null = null): Promise<ScriptedBroker> {
    const server = tls ? createTlsServer(tls) : createServer();
    const broker = new ScriptedBroker(server);
    server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
      broker.peers.push(new Peer(socket));
      broker.arrivals.emit('peer');
    });
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    broker.port = (server.address() as AddressInfo).port;
    return broker;
  }

  /** The nth client, from 1 on, as soon as it is there. */
  async peer(nth = 1): Promise<Peer> {
    while (this.peers.length < nth) await once(this.arrivals, 'peer');
    return this.peers[nth - 1]!;
  }

  /** The nth client, welcomed and subscribed. */
  async subscriber(nth = 1, heartBeat = '0,0'): Promise<Peer> {
    const peer = await this.peer(nth);
    await peer.says('CONNECT\n');
    peer.send(`CONNECTED\nversion:1.1\nheart-beat:${heartBeat}\n\n\0\n`);
    await peer.says('SUBSCRIBE\n');
    peer.send('RECEIPT\nreceipt-id:subscribed\n\n\0\n');
    return peer;
  }

  async close(): Promise<void> {
    for (const { socket } of this.peers) socket.destroy();
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }
}

/** One client of the broker. */
export class Peer {
  /** All that it has said. */
  received = '';
  readonly gone: Promise<unknown>;
  private readonly words = new EventEmitter().setMaxListeners(0);

  constructor(readonly socket: Socket) {
    this.gone = new Promise((resolve) => socket.on('close', resolve));
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.received += chunk.toString('utf8');
      this.words.emit('word');
    });
  }

  async says(text: string): Promise<void> {
    while (!this.received.includes(text)) await once(this.words, 'word');
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** Each byte in a packet of its own. */
  async sendSlowly(text: string): Promise<void> {
    for (const byte of Buffer.from(text)) {
      this.socket.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
