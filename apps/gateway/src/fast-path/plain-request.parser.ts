import { parsePlainHeaders, type PlainRequest } from './plain-request.js';

/** The head of an unconditional `GET` of a job. */
export interface ParsedPlainRequest {
  id: string;
  request: PlainRequest;
}

/** In bytes. Node.js accepts twice as much. */
const MAX_HEAD_LENGTH = 8 * 1024;
const START = 'GET /jobs/';
const REST_OF_LINE = ' HTTP/1.1\r\n';
const END = '\r\n\r\n';
const ID = /^[\w.~%-]+$/;
/** A field in the form of nearly all clients, without trailing spaces. */
const FIELD = /^([!#$%&'*+.^`|~\w-]+): ?([!-~](?:[ -~]*[!-~])?)$/;
/** Fields of the connection, not of the request. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['proxy-connection', 'te', 'trailer', 'http2-settings']);

/**
 * Reads the heads that come over one connection. It takes part of what HTTP/1.1 allows, in one form only, and has no
 * opinion about the rest: that is for Node.js to read, to answer or to refuse.
 */
export class PlainRequestParser {
  /** Most clients send the same fields each time. */
  private lines = '';
  private request: PlainRequest | null = null;

  /** One chunk of bytes, each as one character. null: not exactly one such head. */
  read(text: string): ParsedPlainRequest | null {
    if (text.length > MAX_HEAD_LENGTH || !text.startsWith(START)) return null;
    const endOfId = text.indexOf(' ', START.length);
    if (!text.startsWith(REST_OF_LINE, endOfId)) return null;
    const id = text.slice(START.length, endOfId);
    if (!ID.test(id)) return null;
    const lines = text.slice(endOfId + REST_OF_LINE.length);
    if (lines !== this.lines) {
      this.request = requestOf(lines);
      this.lines = lines;
    }
    return this.request === null ? null : { id, request: this.request };
  }
}

function requestOf(lines: string): PlainRequest | null {
  if (!lines.endsWith(END)) return null;
  const fields: string[] = [];
  let hosts = 0;
  for (const line of lines.slice(0, -END.length).split('\r\n')) {
    // An empty line ends the head; what follows may be a body or another request.
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    const known = name.toLowerCase();
    if (OF_CONNECTION.has(known) || (known === 'connection' && value.toLowerCase() !== 'keep-alive')) return null;
    if (known === 'host') hosts += 1;
    fields.push(name, value);
  }
  return hosts === 1 ? parsePlainHeaders(fields) : null;
}
