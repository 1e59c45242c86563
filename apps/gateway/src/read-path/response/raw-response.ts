import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';

/**
 * The head that Node.js is about to send, from the status line to the empty line. To have it composed costs as much as
 * all else that is done for an answer. The member has been there in every version so far without being promised, which
 * is why `supportsRawResponses` tries it before anybody relies on it.
 */
interface WithHead {
  _header?: string | null;
}

/** Sends a head that was composed before, with what comes behind it, each byte as one character. */
export function sendRawResponse(response: ServerResponse, text: string): void {
  (response as WithHead)._header = text;
  response.end();
}

/** Whether a response of this version of Node.js sends exactly the bytes of `sendRawResponse`. */
export function supportsRawResponses(): boolean {
  const text = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody';
  let sent = '';
  sendRawResponse(
    responseTo((part) => (sent += part)),
    text,
  );
  return sent === text;
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
