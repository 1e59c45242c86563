import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** One address in front of servers that take each other's place. Connections that are open stay where they are. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly losses: { isMeant: (sent: string) => boolean; done: () => void }[] = [];

  private constructor(
    private readonly server: Server,
    private target: number,
  ) {
    server.on('connection', (socket) => this.join(socket));
  }

  /** @param target a port of this machine */
  static async open(target: number): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: false });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target);
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** New connections lead there from now on. */
  moveTo(target: number): void {
    this.target = target;
  }

  /** Data sent over open connections is lost silently from now on. New connections work. */
  freeze(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  /**
   * The connection that sends the next text that is meant is cut when its answer comes: the server has done what it was asked
   * to, and the client is not informed. Resolves then.
   */
  dropResponseTo(isMeant: (sent: string) => boolean): Promise<void> {
    return new Promise((done) => this.losses.push({ isMeant, done }));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(socket: Socket): void {
    const upstream = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    socket.on('data', (piece) => {
      const index = this.losses.findIndex(({ isMeant }) => isMeant(piece.toString('latin1')));
      const [loss] = index < 0 ? [] : this.losses.splice(index, 1);
      if (loss === undefined) return;
      upstream.unpipe(socket);
      upstream.once('data', () => (socket.destroy(), loss.done())).resume();
    });
  }
}
