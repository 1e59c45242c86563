// Load over plain sockets, for machines without wrk: node socket.load.mjs <JSON of url, turn, headers, connections, seconds>.
// Each connection has one request under way at a time. Reads only what it needs: status, length, end of the answer.
import { connect } from 'node:net';
import { quantile } from '../bench.report.mjs';

const { url, turn, headers, connections, seconds } = JSON.parse(process.argv[2]);
const { hostname, port, host, pathname, search } = new URL(url);
const lines = [`Host: ${host}`];
for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
const fields = `${lines.join('\r\n')}\r\n\r\n`;
let number = turn?.first ?? 0;

const startedAt = performance.now();
const endsAt = startedAt + seconds * 1000;
const latencies = [];
let errors = 0;

await Promise.all(Array.from({ length: connections }, loop));
const elapsed = (performance.now() - startedAt) / 1000;
const figures = { requests: latencies.length, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), errors };
console.log(JSON.stringify({ requestsPerSecond: latencies.length / elapsed, ...figures }));

function loop() {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let sentAt = 0;
    let received = '';
    const send = () => {
      received = '';
      sentAt = performance.now();
      socket.write(`GET ${nextPath()} HTTP/1.1\r\n${fields}`);
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      received += chunk.latin1Slice();
      const status = completeStatus(received);
      if (status === null) return;
      const now = performance.now();
      latencies.push(now - sentAt);
      if (status >= 400) errors += 1;
      if (now < endsAt) send();
      else socket.end();
    });
    socket.on('error', () => (errors += 1));
    socket.on('close', resolve);
  });
}

function nextPath() {
  if (!turn) return pathname + search;
  const path = turn.before + (number % turn.count).toString(16).padStart(8, '0') + turn.behind;
  number += 1;
  return path;
}

/** The status of an answer that has come completely; null before. */
function completeStatus(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const status = Number(text.slice(9, 12));
  const length = status === 304 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return text.length >= headEnd + 4 + length ? status : null;
}
