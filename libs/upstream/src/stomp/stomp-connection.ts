import { Redactor, trouble, type Trouble } from '#libs/jobs';
import type { Socket } from 'node:net';
import type { IncomingFrame } from 'stompit';
import { transportTrouble } from '../transport-trouble.js';
import { FrameReader } from './frame-reader.js';
import { frameText } from './frame-text.js';
import type { StompBroker, StompSubscriber, StompSettings } from './stomp-broker.js';
import { openSocket } from './stomp-socket.js';

/**
 * The version of the reference client (stomp.py in zhmcclient): it has heart-beats, and ends lines with LF alone.
 * @see https://stomp.github.io/stomp-specification-1.1.html
 */
const VERSION = '1.1';
const SUBSCRIPTION = { id: '1', ack: 'auto', receipt: 'subscribed' };
/** A broker that gives no receipts has long subscribed by then. */
const RECEIPT_TIMEOUT_MS = 2_000;
const COMMANDS = ['CONNECTED', 'MESSAGE', 'RECEIPT', 'ERROR'];
const MAX_REASON_LENGTH = 200;

/**
 * Connects, subscribes and listens until the connection ends, for whatever reason, which is the value. Never rejects.
 * Neither repeats nor waits: that is the caller's work.
 */
export async function subscribeOverStomp(
  broker: StompBroker,
  listener: StompSubscriber,
  rules: StompSettings,
  signal: AbortSignal,
): Promise<Trouble> {
  if (!isPlain(broker.login) || !isPlain(broker.passcode) || !isPlain(listener.destination)) {
    return trouble('malformed', 'invalid-header', 'The login or destination for the broker is not plain text.');
  }
  try {
    const socket = await openSocket(broker, rules.timeoutMs, signal);
    return await new StompConnection(socket, broker, listener, rules).run(signal);
  } catch (error) {
    return transportTrouble(error, signal);
  }
}

/** One connection to a broker with one subscription. */
class StompConnection {
  private readonly reader = new FrameReader();
  private readonly timers = new Set<NodeJS.Timeout>();
  private lastReceivedAt = performance.now();
  private stage: 'greeting' | 'subscribing' | 'subscribed' | 'ended' = 'greeting';
  private resolve: (trouble: Trouble) => void = () => undefined;

  constructor(
    private readonly socket: Socket,
    private readonly broker: StompBroker,
    private readonly listener: StompSubscriber,
    private readonly rules: StompSettings,
  ) {}

  run(signal: AbortSignal): Promise<Trouble> {
    const ended = new Promise<Trouble>((resolve) => (this.resolve = resolve));
    const onAbort = () => {
      this.send('DISCONNECT', {});
      // What is written is still sent; the broker's answer is not waited for.
      this.socket.destroySoon();
      this.end(trouble('unreachable', 'aborted', 'The connection to the broker is being closed.'));
    };
    this.socket.on('error', (error) => this.end(transportTrouble(error, signal)));
    this.socket.on('close', () => this.end(broken()));
    this.socket.on('data', () => (this.lastReceivedAt = performance.now()));
    this.reader.on('error', () => this.end(unreadable()));
    this.reader.on('end', () => this.end(broken()));
    this.reader.on('data', (frame: IncomingFrame) => this.onFrame(frame));
    this.socket.pipe(this.reader);
    signal.addEventListener('abort', onAbort, { once: true });
    this.sendConnect();
    if (signal.aborted) onAbort();
    return ended.finally(() => signal.removeEventListener('abort', onAbort));
  }

  private sendConnect(): void {
    const { host, login, passcode } = this.broker;
    const { heartBeatMs, timeoutMs } = this.rules;
    const beats = `${heartBeatMs},${heartBeatMs}`;
    const headers = { 'accept-version': VERSION, host, login, passcode, 'heart-beat': beats };
    this.send('CONNECT', headers);
    this.after(timeoutMs, () => {
      if (this.stage === 'greeting') this.end(trouble('unreachable', 'timeout', 'The broker did not welcome us.'));
    });
  }

  private onFrame(frame: IncomingFrame): void {
    // What is no frame may never come to an end.
    if (!COMMANDS.includes(frame.command)) return this.end(unreadable());
    let bytes = 0;
    frame.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > this.rules.maxBodyBytes) this.end(tooLarge(this.rules.maxBodyBytes));
    });
    frame.on('error', () => this.end(unreadable()));
    frame.on('end', () => this.handleFrame(frame.command, texts(frame.headers)));
  }

  private handleFrame(command: string, headers: Record<string, string>): void {
    if (this.stage === 'ended') return;
    switch (command) {
      case 'CONNECTED':
        return this.onConnected(headers);
      case 'RECEIPT':
        return headers['receipt-id'] === SUBSCRIPTION.receipt ? this.markSubscribed() : undefined;
      case 'MESSAGE':
        this.markSubscribed();
        return this.listener.onMessage(headers);
      case 'ERROR':
        return this.end(this.refused(headers['message'] ?? ''));
    }
  }

  private onConnected(headers: Record<string, string>): void {
    if (this.stage !== 'greeting') return this.end(unreadable());
    const version = headers['version'] ?? '1.0';
    this.reader.setVersion(version);
    this.stage = 'subscribing';
    this.beat(headers['heart-beat'] ?? '0,0');
    this.send('SUBSCRIBE', { destination: this.listener.destination, ...SUBSCRIPTION });
    this.after(RECEIPT_TIMEOUT_MS, () => this.markSubscribed());
  }

  private markSubscribed(): void {
    if (this.stage !== 'subscribing') return;
    this.stage = 'subscribed';
    this.listener.onSubscribed();
  }

  /** As negotiated: the slower interval of each direction, none where one side cannot. */
  private beat(offered: string): void {
    const [sends = 0, wants = 0] = offered.split(',').map((text) => Number.parseInt(text, 10) || 0);
    const { heartBeatMs } = this.rules;
    if (wants > 0) this.every(Math.max(wants, heartBeatMs), () => this.socket.write('\n'));
    if (sends === 0) return;
    const maxSilenceMs = 2 * Math.max(sends, heartBeatMs);
    this.every(maxSilenceMs / 10, () => {
      if (performance.now() - this.lastReceivedAt > maxSilenceMs) this.end(silent(maxSilenceMs));
    });
  }

  private refused(reason: string): Trouble {
    const said = new Redactor([this.broker.login, this.broker.passcode]).text(reason).slice(0, MAX_REASON_LENGTH);
    const kind = this.stage === 'greeting' ? 'unauthorized' : 'unreachable';
    return trouble(kind, 'broker-refused', `The broker refused: ${said || 'no reason given'}`);
  }

  private send(command: string, headers: Readonly<Record<string, string>>): void {
    this.socket.write(frameText(command, headers));
  }

  private after(milliseconds: number, act: () => void): void {
    this.timers.add(setTimeout(act, milliseconds));
  }

  private every(milliseconds: number, act: () => void): void {
    this.timers.add(setInterval(act, milliseconds));
  }

  private end(reason: Trouble): void {
    if (this.stage === 'ended') return;
    this.stage = 'ended';
    for (const timer of this.timers) clearTimeout(timer);
    this.socket.unpipe(this.reader);
    this.reader.destroy();
    if (reason.code !== 'aborted') this.socket.destroy();
    this.resolve(reason);
  }
}

const broken = () => trouble('unreachable', 'connection-reset', 'The broker ended the connection.');
const unreadable = () => trouble('malformed', 'invalid-stomp', 'The broker did not speak STOMP.');
const tooLarge = (limit: number) =>
  trouble('malformed', 'answer-too-large', `A message of the broker is larger than ${limit} bytes.`);
const silent = (milliseconds: number) =>
  trouble('unreachable', 'silent', `The broker has sent nothing for ${milliseconds} ms, not even a heart-beat.`);

/** Control characters would begin headers of their own: CONNECT knows no escapes. */
const isPlain = (text: string): boolean => text !== '' && !/\p{Cc}/u.test(text);

function texts(headers: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
