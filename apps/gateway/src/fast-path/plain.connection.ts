import type { Socket } from 'node:net';
import { PlainRequestParser } from './plain-request.parser.js';
import type { PlainRequest } from './plain-request.js';

/** The response, each byte as one character, or a promise of it; null: Node.js has to parse the request. */
export type PlainRequestHandler = (
  id: string,
  request: PlainRequest,
  socket: Socket,
) => string | Promise<string | null> | null;

export interface PlainConnectionOwner {
  /** null: Node.js gets everything from now on. */
  readonly answer: PlainRequestHandler | null;
  /** Node.js gets the connection from now on, with these bytes unread. */
  handOver(connection: PlainConnection, socket: Socket): void;
  closed(connection: PlainConnection): void;
}

/** In milliseconds. Before the first request Node.js's own timeout applies then. */
const FIRST_WITHIN_MS = 5_000;

/** A connection with nothing but plain reads of jobs so far. */
export class PlainConnection {
  private readonly heads = new PlainRequestParser();
  private hasAsked = false;
  private isBusy = false;
  private isEnding = false;

  constructor(
    private readonly socket: Socket,
    private readonly keeper: PlainConnectionOwner,
    /** Keep-alive timeout, in milliseconds. */
    private readonly keepAliveMs: number,
  ) {
    socket.on('data', this.onData);
    socket.on('end', this.onEnd);
    socket.on('timeout', this.onTimeout);
    socket.on('error', this.onError);
    socket.on('close', this.onClose);
    socket.setTimeout(FIRST_WITHIN_MS);
  }

  /** After the response in progress. */
  end(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    if (!this.isBusy) this.socket.destroySoon();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private readonly onData = (bytes: Buffer): void => {
    // Its response could not be sent.
    if (this.isEnding) return;
    if (!this.hasAsked) this.socket.setTimeout(this.keepAliveMs);
    this.hasAsked = true;
    const answer = this.answerTo(bytes);
    if (answer === null) this.handOver(bytes);
    else if (typeof answer === 'string') this.socket.write(answer, 'latin1');
    else void this.answerLater(answer, bytes);
  };

  private answerTo(bytes: Buffer): ReturnType<PlainRequestHandler> {
    const { answer } = this.keeper;
    // Back pressure is left to Node.js.
    if (answer === null || this.socket.writableNeedDrain) return null;
    const head = this.heads.read(bytes.toString('latin1'));
    return head === null ? null : answer(head.id, head.request, this.socket);
  }

  private async answerLater(answer: Promise<string | null>, bytes: Buffer): Promise<void> {
    this.isBusy = true;
    this.socket.pause();
    const text = await answer;
    this.isBusy = false;
    if (this.socket.destroyed) return;
    // Node.js does not respond on a half-closed connection.
    if (text === null && !this.socket.readableEnded) return this.handOver(bytes);
    if (text !== null) this.socket.write(text, 'latin1');
    if (this.isEnding) this.socket.destroySoon();
    else this.socket.resume();
  }

  private handOver(unread: Buffer | null): void {
    const { socket } = this;
    socket.off('data', this.onData);
    socket.off('end', this.onEnd);
    socket.off('timeout', this.onTimeout);
    socket.off('error', this.onError);
    socket.off('close', this.onClose);
    socket.setTimeout(0);
    if (unread !== null) socket.unshift(unread);
    this.keeper.handOver(this, socket);
    socket.resume();
  }

  private readonly onEnd = (): void => this.end();

  private readonly onTimeout = (): void => {
    if (this.isBusy) return;
    if (this.hasAsked) this.socket.destroy();
    else this.handOver(null);
  };

  /** `close` follows. */
  private readonly onError = (): void => undefined;

  private readonly onClose = (): void => {
    this.keeper.closed(this);
  };
}
