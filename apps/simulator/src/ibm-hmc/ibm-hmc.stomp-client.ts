import type { Socket } from 'node:net';
import { StompParser, writeFrame, type StompFrame } from './ibm-hmc.stomp-frames.js';

/** What a client may do at this broker. */
export interface BrokerAccess {
  isAuthenticated(login: string, passcode: string): boolean;
  isTopic(name: string): boolean;
}

const TOPIC = '/topic/';

/** One client at the broker. */
export class StompClient {
  /** Names of topics by the client's own ids. */
  readonly subscriptions = new Map<string, string>();
  /** Nothing is sent and nothing is answered, and the connection stays open. */
  isFrozen = false;
  private readonly parser = new StompParser();
  private readonly timers: NodeJS.Timeout[] = [];
  private isConnected = false;
  private lastReceivedAt = Date.now();
  private messages = 0;

  constructor(
    private readonly socket: Socket,
    private readonly access: BrokerAccess,
    private readonly subscribed: () => void,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('close', () => this.timers.forEach((timer) => clearInterval(timer)));
  }

  /** Sends a notification, if the client has subscribed to the topic. The body is empty, as an HMC's is. */
  notify(topic: string, headers: Readonly<Record<string, string>>): void {
    for (const [id, name] of this.subscriptions) {
      if (name !== topic) continue;
      const number = String(this.messages++);
      this.send('MESSAGE', {
        subscription: id,
        destination: TOPIC + topic,
        'message-id': `ID:hmc-${number}`,
        'session-sequence-nr': number,
        ...headers,
      });
    }
  }

  fail(message: string): void {
    this.send('ERROR', { message });
    this.socket.end();
  }

  drop(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    if (this.isFrozen) return;
    this.lastReceivedAt = Date.now();
    try {
      for (const frame of this.parser.take(chunk)) this.answer(frame);
    } catch (error) {
      this.fail(String(error));
    }
  }

  private answer({ command, headers }: StompFrame): void {
    if (command === 'CONNECT' || command === 'STOMP') return this.connect(headers);
    if (!this.isConnected) return this.fail('Not connected');
    if (command === 'SUBSCRIBE') this.subscribe(headers);
    else if (command === 'UNSUBSCRIBE') this.subscriptions.delete(headers['id'] ?? '');
    else if (command !== 'DISCONNECT') return this.fail(`Unknown command ${command}`);
    if (headers['receipt'] !== undefined) this.send('RECEIPT', { 'receipt-id': headers['receipt'] });
    if (command === 'DISCONNECT') this.socket.end();
  }

  private connect(headers: StompFrame['headers']): void {
    const { login = '', passcode = '', 'heart-beat': beats = '0,0' } = headers;
    if (!this.access.isAuthenticated(login, passcode)) return this.fail('User name or password is invalid.');
    this.isConnected = true;
    const [theirs = 0, ours = 0] = beats.split(',').map((text) => Number.parseInt(text, 10) || 0);
    this.send('CONNECTED', { version: '1.1', 'heart-beat': beats, server: 'HMC', session: 'ID:hmc' });
    if (ours > 0) this.timers.push(setInterval(() => this.write('\n'), ours));
    if (theirs > 0) this.timers.push(setInterval(() => this.checkHeartbeat(2 * theirs), theirs));
  }

  private subscribe(headers: StompFrame['headers']): void {
    const { id = '', destination = '' } = headers;
    const topic = destination.startsWith(TOPIC) ? destination.slice(TOPIC.length) : '';
    if (!this.access.isTopic(topic)) return this.fail(`User is not authorized to read from: topic://${topic}`);
    this.subscriptions.set(id, topic);
    this.subscribed();
  }

  private checkHeartbeat(maxSilenceMs: number): void {
    if (!this.isFrozen && Date.now() - this.lastReceivedAt > maxSilenceMs) this.drop();
  }

  private send(command: string, headers: Readonly<Record<string, string>>): void {
    this.write(writeFrame(command, headers));
  }

  private write(text: string): void {
    if (!this.isFrozen && this.socket.writable) this.socket.write(text);
  }
}
