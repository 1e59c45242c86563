import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a Redis without password answers a PING on the port. */
export async function redisReady(port, { signal, timeoutMs = 15_000 } = {}) {
  const deadline = Date.now() + timeoutMs;
  while (!(await answersPing(port))) {
    if (Date.now() > deadline) throw new Error(`Redis on port ${port} did not answer within ${timeoutMs / 1000} s.`);
    await pause(50, undefined, { signal });
  }
}

function answersPing(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 });
    const answer = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}
