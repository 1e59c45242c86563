import { KEEP_ALIVE_MS } from '../../http/keep-alive.js';

/**
 * The end of a head, from the date to the empty line, as Node.js writes it behind the fields that it is given where the
 * connection stays open. The same for all that is written within a second.
 */
export class TrailingHeaders {
  private text = '';
  private from = 0;
  private until = 0;

  at(now: number): string {
    if (now < this.from || now >= this.until) {
      this.from = Math.floor(now / 1000) * 1000;
      this.until = this.from + 1000;
      this.text = `Date: ${new Date(now).toUTCString()}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${KEEP_ALIVE_MS / 1000}\r\n\r\n`;
    }
    return this.text;
  }
}
