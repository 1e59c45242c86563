import { connect, type Socket } from 'node:net';

/** An answer exactly as it came over the wire. */
export interface RawAnswer {
  status: number;
  /** Status line and fields, with their names, case and order. */
  head: string[];
  body: Buffer;
}

/** Sends requests over one connection, byte by byte as told, and reads one answer for each. */
export class RawConnection {
  private readonly socket: Socket;
  private received = Buffer.alloc(0);
  private wake: () => void = () => undefined;

  constructor(url: string) {
    this.socket = connect(Number(new URL(url).port), '127.0.0.1');
    this.socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    for (const event of ['end', 'close', 'error']) this.socket.on(event, () => this.wake());
  }

  async ask(method: string, target: string, fields: readonly string[]): Promise<RawAnswer> {
    this.socket.write(`${[`${method} ${target} HTTP/1.1`, 'Host: gateway', ...fields].join('\r\n')}\r\n\r\n`);
    return this.answer(method);
  }

  /** The next answer on the connection. */
  async answer(method: string): Promise<RawAnswer> {
    const end = await this.until(() => this.received.indexOf('\r\n\r\n'));
    const head = this.received.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(head[0]!.split(' ')[1]);
    const length = Number(head.find((line) => /^content-length:/i.test(line))?.split(':')[1] ?? 0);
    const bytes = method === 'HEAD' || status === 304 ? 0 : length;
    const start = end + 4;
    await this.until(() => (this.received.length >= start + bytes ? 0 : -1));
    const body = this.received.subarray(start, start + bytes);
    this.received = this.received.subarray(start + bytes);
    return { status, head, body };
  }

  close(): void {
    this.socket.destroy();
  }

  private async until(look: () => number): Promise<number> {
    for (let found = look(); ; found = look()) {
      if (found >= 0) return found;
      if (this.socket.destroyed || this.socket.readableEnded)
        throw new Error('The connection ended before its answer.');
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
