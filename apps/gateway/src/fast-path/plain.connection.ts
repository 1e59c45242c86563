import type { Socket } from 'node:net';
import { PlainRequestParser } from './plain-request.parser.js';
import type { PlainRequest } from './plain-request.js';

/** The bytes of the answer, each as one character, or a promise of them; null: Node.js is to read the request. */
export type PlainRequestHandler = (
  id: string,
  request: PlainRequest,
  socket: Socket,
) => string | Promise<string | null> | null;

/** What a connection tells whoever keeps it. */
export interface PlainConnectionOwner {
  /** null: from now on Node.js reads all that comes. */
  readonly answer: PlainRequestHandler | null;
  /** Something else was asked: it is Node.js's from now on, with these bytes still to be read. */
  handOver(connection: PlainConnection, socket: Socket): void;
  closed(connection: PlainConnection): void;
}

/** In milliseconds. Node.js knows how long one may be silent before the first request. */
const FIRST_WITHIN_MS = 5_000;

/** A connection on which nothing was asked so far but for jobs that this process can answer for, without wishes. */
export class PlainConnection {
  private readonly heads = new PlainRequestParser();
  private hasAsked = false;
  private isBusy = false;
  private isEnding = false;

  constructor(
    private readonly socket: Socket,
    private readonly keeper: PlainConnectionOwner,
    /** How long it stays open between two requests, in milliseconds. */
    private readonly keepAliveMs: number,
  ) {
    socket.on('data', this.onData);
    socket.on('end', this.onEnd);
    socket.on('timeout', this.onTimeout);
    socket.on('error', this.onError);
    socket.on('close', this.onClose);
    socket.setTimeout(FIRST_WITHIN_MS);
  }

  /** Once what is being answered has been. */
  end(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    if (!this.isBusy) this.socket.destroySoon();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private readonly onData = (bytes: Buffer): void => {
    // Nobody could be told what comes of it.
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
    // Whoever doesn't take what was said before is held back by Node.js, as any other.
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
    // Node.js answers nobody who has said that this was all.
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

  /** Is followed by `close`. */
  private readonly onError = (): void => undefined;

  private readonly onClose = (): void => {
    this.keeper.closed(this);
  };
}
