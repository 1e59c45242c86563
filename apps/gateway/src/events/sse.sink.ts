import type { Response } from 'express';
import { availabilityText, EventBatch } from './event.message.js';
import type { EventSink } from './event.stream.js';

/** Whoever lets more than that pile up is cut off, and can go on from the last event that arrived. */
const MOST_BUFFERED_BYTES = 1024 * 1024;
/** A snapshot waits so long for its reader. */
const PATIENCE_MS = 30_000;
/** Readers come back after so long; not all of them at once. */
const RETRY_MS = { least: 1_000, spread: 2_000 };

export const EVENT_STREAM_TYPE = 'text/event-stream';

/** Server-Sent Events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class SseSink implements EventSink {
  constructor(
    private readonly response: Response,
    private readonly mostBuffered = MOST_BUFFERED_BYTES,
  ) {
    // What is written to a reader that has just gone fails; there is nobody to tell.
    response.on('error', () => undefined);
  }

  get isOpen(): boolean {
    return !this.response.destroyed && !this.response.writableEnded;
  }

  /** Sends the head at once: the reader is to know that the stream is open. */
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

  /** A comment: keeps proxies from closing the connection, and finds readers that have gone. */
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

  /** The reader comes back, and hears then what is wrong. */
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
