import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The CloudEvent. */
  event: { type: string; subject: string; sequence: string; source: string; data: Record<string, unknown> };
}

export type Answer = (received: Received, response: ServerResponse) => void;

/** A receiver of webhooks: a real HTTP server that remembers everything. */
export class Receiver {
  readonly received: Received[] = [];
  /** What it does with a message; it accepts it by default. */
  answer: Answer = (_, response) => response.writeHead(204).end();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString('utf8');
        const event = JSON.parse(body) as Received['event'];
        const received = { path: request.url ?? '', headers: request.headers, body, event };
        receiver.received.push(received);
        receiver.answer(received, response);
      });
    });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** What came for one job, as `type sequence`. */
  eventsOf(subject: string): string[] {
    const own = this.received.filter(({ event }) => event.subject === subject);
    return own.map(({ event }) => `${event.type.replace('jobgate.job.', '')} ${event.sequence}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers with a status. */
export const answering =
  (status: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_, response) =>
    response.writeHead(status, headers).end(body);
