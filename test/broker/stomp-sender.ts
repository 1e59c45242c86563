import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends messages to a topic over a connection of its own, and waits until the broker has taken them. */
export async function sendOverStomp(
  port: number,
  login: { user: string; password: string },
  topic: string,
  messages: readonly { headers: Record<string, string>; body?: string }[],
): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  let listener = '';
  socket.on('data', (chunk: Buffer) => (listener += chunk.toString()));
  const frame = (command: string, headers: Record<string, string>, body = '') =>
    `${command}\n${Object.entries(headers)
      .map(([name, value]) => `${name}:${value}\n`)
      .join('')}\n${body}\0`;
  socket.write(frame('CONNECT', { login: login.user, passcode: login.password }));
  messages.forEach(({ headers, body }, index) => {
    const receipt = String(index);
    socket.write(frame('SEND', { destination: `/topic/${topic}`, receipt, ...headers }, body));
  });
  const taken = () => (listener.match(/^RECEIPT$/gm) ?? []).length === messages.length;
  while (!taken()) {
    if (listener.includes('ERROR')) throw new Error(`The broker refused: ${listener}`);
    await once(socket, 'data');
  }
  socket.destroy();
}
