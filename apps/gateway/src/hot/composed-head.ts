import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';

/**
 * The head of an answer as Node.js wrote it, from the status line to the empty line. Composing it costs as much as all
 * else that is done here for an answer; most of it is the same for all that are written within a second. The member has
 * been there in every version so far without being promised, which is why `canReplay` tries it before anybody relies on
 * it.
 */
interface WithHead {
  _header?: string | null;
}

/** The head that was composed for a response; null when it can't be told. */
export function headOf(response: ServerResponse): string | null {
  const head = (response as WithHead)._header;
  return typeof head === 'string' && head.endsWith('\r\n\r\n') ? head : null;
}

/** Sends a head that was composed before, with what comes behind it, each byte as one character. */
export function replay(response: ServerResponse, text: string): void {
  (response as WithHead)._header = text;
  response.end();
}

/** Whether a response of this version of Node.js sends exactly what `replay` tells it to. */
export function canReplay(): boolean {
  const composed = responseTo(() => undefined);
  composed.writeHead(200, { 'Content-Length': '4' });
  const head = headOf(composed);
  if (head === null) return false;
  let sent = '';
  replay(
    responseTo((text) => (sent += text)),
    `${head}body`,
  );
  return sent === `${head}body`;
}

/**
 * What Node.js writes behind the fields that it is given: the date, and how long a connection stays open. Learned from
 * what it composed, once a second for each status.
 */
export class ComposedTail {
  private text = '';
  private from = 0;
  private until = 0;

  constructor(
    /** Up to the end of the line. */
    readonly statusLine: string,
  ) {}

  /** From the date to the empty line; null: not known for this second. */
  tailAt(now: number): string | null {
    return now >= this.from && now < this.until ? this.text : null;
  }

  /** From a head that was composed now, with these lines of fields; what looks otherwise teaches nothing. */
  learn(head: string | null, lines: string, now: number): void {
    const start = this.statusLine + lines;
    if (head === null || !head.startsWith(start)) return;
    // The platform's clock for the date may be a moment behind.
    if (!head.startsWith(`Date: ${new Date(now).toUTCString()}\r\n`, start.length)) return;
    this.text = head.slice(start.length);
    this.from = now;
    this.until = (Math.floor(now / 1000) + 1) * 1000;
  }
}

type Fields = Readonly<Record<string, string>>;

/** Fields as they stand in a head, behind those of `usual`, whose places they take: the lines of `{ ...usual, ...fields }`. */
export function linesOf(fields: Fields, usual: Fields = {}): string {
  let lines = '';
  for (const name in usual) lines += `${name}: ${fields[name] ?? usual[name]}\r\n`;
  for (const name in fields) if (!(name in usual)) lines += `${name}: ${fields[name]}\r\n`;
  return lines;
}

function responseTo(take: (text: string) => void): ServerResponse {
  const socket = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      take(text);
      done();
    },
  });
  const request = { method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1, headers: {} };
  const response = new ServerResponse(request as IncomingMessage);
  response.assignSocket(socket as Socket);
  return response;
}
