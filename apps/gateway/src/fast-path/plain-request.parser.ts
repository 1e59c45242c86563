import { parsePlainHeaders, type PlainRequest } from './plain-request.js';

/** The head of a `GET` of a job that wishes for nothing. */
export interface ParsedPlainRequest {
  id: string;
  request: PlainRequest;
}

/** In bytes. Node.js takes heads of twice as much. */
const LONGEST = 8 * 1024;
const START = 'GET /jobs/';
const REST_OF_LINE = ' HTTP/1.1\r\n';
const END = '\r\n\r\n';
const ID = /^[\w.~%-]+$/;
/** One field in the form in which nearly all clients write it, without spaces at the end of its value. */
const FIELD = /^([!#$%&'*+.^`|~\w-]+): ?([!-~](?:[ -~]*[!-~])?)$/;
/** What belongs to the connection rather than to the request. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['proxy-connection', 'te', 'trailer', 'http2-settings']);

/**
 * Reads the heads that come over one connection. It takes part of what HTTP/1.1 allows, in one form only, and has no
 * opinion about the rest: that is for Node.js to read, to answer or to refuse.
 */
export class PlainRequestParser {
  /** Most clients send the same fields each time. */
  private lines = '';
  private request: PlainRequest | null = null;

  /** Of bytes that came together, each as one character. null: they are not exactly one such head. */
  read(text: string): ParsedPlainRequest | null {
    if (text.length > LONGEST || !text.startsWith(START)) return null;
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
    // An empty one would end the head: what follows it may be a body or another request.
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    const known = name.toLowerCase();
    if (OF_CONNECTION.has(known) || (known === 'connection' && value.toLowerCase() !== 'keep-alive')) return null;
    if (known === 'host') hosts += 1;
    fields.push(name, value);
  }
  return hosts === 1 ? parsePlainHeaders(fields) : null;
}
