/** One frame of STOMP 1.1. @see https://stomp.github.io/stomp-specification-1.1.html */
export interface StompFrame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const MAX_FRAME_BYTES = 64 * 1024;
const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\c': ':', '\\\\': '\\', '\\r': '\r' };

/** Collects bytes until they make frames. Heart-beats, which are bare ends of lines, make none. */
export class StompParser {
  private pending = Buffer.alloc(0);

  /** Throws on what is no frame. */
  take(chunk: Buffer): StompFrame[] {
    this.pending = Buffer.concat([this.pending, chunk]);
    const frames: StompFrame[] = [];
    for (let frame = this.next(); frame; frame = this.next()) frames.push(frame);
    if (this.pending.length > MAX_FRAME_BYTES) throw new Error('The frame is too long.');
    return frames;
  }

  private next(): StompFrame | null {
    let start = 0;
    while (this.pending[start] === 0x0a || this.pending[start] === 0x0d) start += 1;
    this.pending = this.pending.subarray(start);
    const blank = /\r?\n\r?\n/.exec(this.pending.toString('latin1'));
    if (!blank) return null;
    const [command = '', ...lines] = this.pending.toString('utf8', 0, blank.index).split(/\r?\n/);
    const headers = readHeaders(lines, command === 'CONNECT' || command === 'STOMP');
    const bodyAt = blank.index + blank[0].length;
    const length = headers['content-length'];
    const end = length === undefined ? this.pending.indexOf(0, bodyAt) : bodyAt + Number(length);
    if (end < 0 || end >= this.pending.length) return null;
    if (this.pending[end] !== 0) throw new Error('The frame does not end where it says.');
    const body = this.pending.toString('utf8', bodyAt, end);
    this.pending = this.pending.subarray(end + 1);
    return { command, headers, body };
  }
}

export function writeFrame(command: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const isBare = command === 'CONNECTED';
  const lines = Object.entries(headers).map(([name, value]) => (isBare ? `${name}:${value}` : header(name, value)));
  return `${[command, ...lines].join('\n')}\n\n${body}\0\n`;
}

/** Of a repeated header the first counts. CONNECT knows no escapes. */
function readHeaders(lines: readonly string[], isBare: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 0) throw new Error('A header has no colon.');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)].map((text) => (isBare ? text : plain(text)));
    headers[name ?? ''] ??= value ?? '';
  }
  return headers;
}

function header(name: string, value: string): string {
  return `${escaped(name)}:${escaped(value)}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(':', '\\c');
}

function plain(text: string): string {
  return text.replace(/\\./g, (escape) => {
    const character = ESCAPES[escape];
    if (character === undefined) throw new Error(`${escape} escapes nothing.`);
    return character;
  });
}
