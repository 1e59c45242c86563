import { createServer } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * As little HTTP as an answer takes: keep-alive, no chunks, nothing checked. The upstream must cost less than its caller.
 * @param {(line: string) => {status?: number, type: string, headers?: string, body: string}} answer gets the request
 * line, `GET /path HTTP/1.1`
 * @returns {Promise<string>} the URL
 */
export function serveWire(answer) {
  const server = createServer({ noDelay: true }, (socket) => {
    let pending = '';
    socket.on('data', (chunk) => {
      pending += chunk.latin1Slice();
      for (let end = requestEnd(pending); end !== null; end = requestEnd(pending)) {
        socket.write(written(answer(pending.slice(0, pending.indexOf('\r\n')))), 'latin1');
        pending = pending.slice(end);
      }
    });
    socket.on('error', () => socket.destroy());
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

function requestEnd(text) {
  const headEnd = text.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const length = text.startsWith('GET ') ? 0 : Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
  const end = headEnd + HEAD_END.length + length;
  return text.length >= end ? end : null;
}

function written({ status = 200, type, headers = '', body }) {
  return `HTTP/1.1 ${status} OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`;
}
