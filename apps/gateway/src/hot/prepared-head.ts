import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';

/**
 * The head of an answer as Node.js wrote it, from the status line to the empty line. Composing it costs as much as all
 * else that is done here for an answer; while it stays the same it is sent again. The member has been there in every
 * version so far without being promised, which is why `canReplay` tries it before anybody relies on it.
 */
interface WithHead {
  _header?: string | null;
}

/** The head that was composed for a response; null when it can't be told. */
export function headOf(response: ServerResponse): string | null {
  const head = (response as WithHead)._header;
  return typeof head === 'string' && head.endsWith('\r\n\r\n') ? head : null;
}

/** Sends a head that was composed for an earlier response, with what comes behind it, each byte as one character. */
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
