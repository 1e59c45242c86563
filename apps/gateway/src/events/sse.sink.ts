import type { Response } from 'express';
import { availabilityText, EventBatch } from './event.message.js';
import type { EventSink } from './event.stream.js';

/** A client with more buffered is disconnected, and can resume from the last event that arrived. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** How long a snapshot waits for its client. */
const PATIENCE_MS = 30_000;
/** Clients reconnect after so long, spread evenly. */
const RETRY_MS = { least: 1_000, spread: 2_000 };

export const EVENT_STREAM_TYPE = 'text/event-stream';

/** Server-Sent Events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class SseSink implements EventSink {
  constructor(
    private readonly response: Response,
    private readonly mostBuffered = MAX_BUFFERED_BYTES,
  ) {
    // Writes to a client that has just disconnected fail.
    response.on('error', () => undefined);
  }

  get isOpen(): boolean {
    return !this.response.destroyed && !this.response.writableEnded;
  }

  /** Sends the headers at once, so that the client sees that the stream is open. */
  open(): void {
    const retry = Math.round(RETRY_MS.least + Math.random() * RETRY_MS.spread);
    sendHead(this.response);
    this.response.write(`retry: ${retry}\n\n`);
  }

  write(batch: EventBatch): void {
    if (!this.isOpen) return;
    if (this.response.writableLength > this.mostBuffered) this.response.destroy();
    else this.response.write(batch.bytes);
  }

  available(unreachable: readonly string[]): void {
    if (this.isOpen && this.response.headersSent) this.response.write(availabilityText(unreachable));
  }

  /** A comment: keeps proxies from closing the connection, and detects disconnected clients. */
  beat(): void {
    if (this.isOpen) this.response.write(':\n\n');
  }

  async drained(): Promise<void> {
    if (!this.isOpen || !this.response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const tooLate = setTimeout(() => this.response.destroy(), PATIENCE_MS);
      const done = () => {
        clearTimeout(tooLate);
        this.response.off('drain', done).off('close', done);
        resolve();
      };
      this.response.on('drain', done).on('close', done);
    });
  }

  upToDate(): void {}

  end(): void {
    if (this.isOpen) this.response.end();
  }

  /** The client reconnects, and gets the error then. */
  fail(): void {
    this.response.destroy();
  }
}

export function sendHead(response: Response): void {
  // Not by `type`, which would add a charset: this format is always UTF-8.
  response.setHeader('Content-Type', EVENT_STREAM_TYPE);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
}
