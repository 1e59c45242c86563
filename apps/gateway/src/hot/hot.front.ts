import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { FrontConnection, type AnswerPlainly, type FrontKeeper } from './front.connection.js';

type Admit = (this: Server, socket: Socket) => void;

/**
 * Stands in front of Node.js's reader of HTTP, which takes more time than all else that a plain read of a job does. A
 * connection is given to Node.js, for good, as soon as something comes over it that is not such a read to the letter.
 */
export class HotFront implements FrontKeeper {
  private readonly connections = new Set<FrontConnection>();
  /** null: it is closed, and Node.js has all new connections. */
  answer: AnswerPlainly | null = null;

  private constructor(
    private readonly server: Server,
    private readonly admit: Admit,
  ) {
    server.on('connection', (socket: Socket) => {
      if (this.answer === null) this.admit.call(this.server, socket);
      else this.connections.add(new FrontConnection(socket, this, server.keepAliveTimeout));
    });
  }

  /** null: this version of Node.js lets nobody in between. */
  static of(server: Server): HotFront | null {
    const [admit] = server.listeners('connection');
    if (admit?.name !== 'connectionListener') return null;
    server.off('connection', admit as Admit);
    return new HotFront(server, admit as Admit);
  }

  /** Those on which nothing is being answered; and the others once it has been. */
  closeIdleConnections(): void {
    for (const connection of this.connections) connection.end();
  }

  closeAllConnections(): void {
    for (const connection of this.connections) connection.destroy();
  }

  handOver(connection: FrontConnection, socket: Socket): void {
    this.connections.delete(connection);
    this.admit.call(this.server, socket);
  }

  closed(connection: FrontConnection): void {
    this.connections.delete(connection);
  }
}
