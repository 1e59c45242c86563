import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { PlainConnection, type PlainRequestHandler, type PlainConnectionOwner } from './plain.connection.js';

type Admit = (this: Server, socket: Socket) => void;

/**
 * Runs in front of the HTTP parser of Node.js, which takes more time than all else that a plain read of a job does. A
 * connection is given to Node.js, for good, as soon as something comes over it that is not such a read to the letter.
 */
export class FastPathServer implements PlainConnectionOwner {
  private readonly connections = new Set<PlainConnection>();
  /** null: disabled; Node.js gets all new connections. */
  answer: PlainRequestHandler | null = null;

  private constructor(
    private readonly server: Server,
    private readonly admit: Admit,
  ) {
    server.on('connection', (socket: Socket) => {
      if (this.answer === null) this.admit.call(this.server, socket);
      else this.connections.add(new PlainConnection(socket, this, server.keepAliveTimeout));
    });
  }

  /** null: not supported by this version of Node.js. */
  static of(server: Server): FastPathServer | null {
    const [admit] = server.listeners('connection');
    if (admit?.name !== 'connectionListener') return null;
    server.off('connection', admit as Admit);
    return new FastPathServer(server, admit as Admit);
  }

  /** Idle ones now, the others after their response. */
  closeIdleConnections(): void {
    for (const connection of this.connections) connection.end();
  }

  closeAllConnections(): void {
    for (const connection of this.connections) connection.destroy();
  }

  handOver(connection: PlainConnection, socket: Socket): void {
    this.connections.delete(connection);
    this.admit.call(this.server, socket);
  }

  closed(connection: PlainConnection): void {
    this.connections.delete(connection);
  }
}
