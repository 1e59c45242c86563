import { readFileSync } from 'node:fs';
import { EventEmitter, once } from 'node:events';
import type { Trouble } from '#libs/jobs';
import { ScriptedBroker } from '../../test/scripted-broker.js';
import { subscribeOverStomp } from './stomp-connection.js';

type Headers = Readonly<Record<string, string>>;

const pem = (name: string) => readFileSync(`test/fixtures/tls/${name}.pem`, 'utf8');
const LOGIN = 'session-of-the-gateway';
const PASSCODE = 'credential-for-the-broker';
const RULES = { heartBeatMs: 60, timeoutMs: 3_000, maxBodyBytes: 1_000 };
const MESSAGE = 'MESSAGE\nsubscription:1\nmessage-id:1\njob-uri:/api/jobs/a\\cb\n\n\0\n';
const A_MESSAGE = { subscription: '1', 'message-id': '1', 'job-uri': '/api/jobs/a:b' };

describe('a link to a STOMP broker', () => {
  let broker: ScriptedBroker;
  let leaving: AbortController;
  let messages: Headers[];
  let subscriptions: number;
  let ended: Promise<Trouble>;
  const news = new EventEmitter();

  beforeEach(async () => {
    broker = await ScriptedBroker.start();
    leaving = new AbortController();
    messages = [];
    subscriptions = 0;
  });
  afterEach(async () => {
    leaving.abort();
    await ended;
    await broker.close();
  });

  function link(change: { passcode?: string; port?: number; tls?: { ca: string | null; verify: boolean } } = {}) {
    const at = { host: '127.0.0.1', port: broker.port, tls: null, login: LOGIN, passcode: PASSCODE, ...change };
    const listener = {
      destination: '/topic/GWUSER.job.1',
      onSubscribed: () => {
        subscriptions += 1;
        news.emit('news');
      },
      onMessage: (headers: Headers) => {
        messages.push(headers);
        news.emit('news');
      },
    };
    ended = subscribeOverStomp(at, listener, RULES, leaving.signal);
    return ended;
  }
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await once(news, 'news');
  }

  it('logs on, asks for heart-beats and subscribes', async () => {
    void link();
    const peer = await broker.subscriber();
    await until(() => subscriptions === 1);
    expect(peer.received).toContain(`login:${LOGIN}\n`);
    expect(peer.received).toContain(`passcode:${PASSCODE}\n`);
    expect(peer.received).toContain('heart-beat:60,60\n');
    expect(peer.received).toContain('accept-version:1.1\n');
    expect(peer.received).toMatch(/SUBSCRIBE\ndestination:\/topic\/GWUSER\.job\.1\nid:1\nack:auto\n/);
  });

  it.each([
    ['nothing at all', MESSAGE],
    ['a length of 0', MESSAGE.replace('\n\n', '\ncontent-length:0\n\n')],
    ['a text', MESSAGE.replace('\n\n', '\n\n{"not":"json')],
    ['a length and bytes of zero', MESSAGE.replace('\n\n', '\ncontent-length:3\n\n\0\0\0')],
  ])('receives a message whose body is %s', async (_body, frame) => {
    void link();
    (await broker.subscriber()).send(`${frame}${frame}`);
    await until(() => messages.length === 2);
    expect(messages).toEqual([expect.objectContaining(A_MESSAGE), expect.objectContaining(A_MESSAGE)]);
  });

  it.each([
    ['LF', MESSAGE],
    ['CR LF', MESSAGE.replaceAll('\n', '\r\n')],
  ])('puts frames together that come in single bytes, with lines that end in %s', async (_end, frame) => {
    void link();
    await (await broker.subscriber()).sendSlowly(`\n${frame}\n\n${frame}`);
    await until(() => messages.length === 2);
    expect(messages[1]).toEqual(A_MESSAGE);
  });

  it('receives a thousand messages of one packet, in their order', async () => {
    void link();
    const frames = Array.from({ length: 1_000 }, (_, number) =>
      MESSAGE.replace('message-id:1', `message-id:${number}`),
    );
    (await broker.subscriber()).send(frames.join(''));
    await until(() => messages.length === 1_000);
    expect(messages.map((headers) => headers['message-id'])).toEqual(frames.map((_, number) => String(number)));
  });

  it('takes a message for the receipt that a broker does not give', async () => {
    void link();
    const peer = await broker.peer();
    peer.send('CONNECTED\nversion:1.1\n\n\0\n');
    await peer.says('SUBSCRIBE');
    peer.send(MESSAGE);
    await until(() => messages.length === 1);
    expect(subscriptions).toBe(1);
  });

  it('says why a broker lets nobody in, without saying with what it was tried', async () => {
    const end = link();
    (await broker.peer()).send(`ERROR\nmessage:no entry for ${LOGIN} with ${PASSCODE}\n\nstack\0\n`);
    expect(await end).toMatchObject({ kind: 'unauthorized', code: 'broker-refused' });
    expect((await end).message).toBe('The broker refused: no entry for [redacted] with [redacted]');
  });

  it('ends with an error that comes later', async () => {
    const end = link();
    (await broker.subscriber()).send('ERROR\nmessage:shutting down\n\n\0');
    expect(await end).toMatchObject({ kind: 'unreachable', code: 'broker-refused' });
  });

  it('notices a broker that falls silent after two heart-beats', async () => {
    const end = link();
    const peer = await broker.subscriber(1, '60,60');
    const startedAt = performance.now();
    expect(await end).toMatchObject({ kind: 'unreachable', code: 'silent' });
    expect(performance.now() - startedAt).toBeGreaterThan(110);
    await peer.gone;
  });

  it('stays while heart-beats come, and sends its own', async () => {
    void link();
    const peer = await broker.subscriber(1, '60,60');
    const beating = setInterval(() => peer.send('\n'), 20);
    await peer.says('\0\n\n\n\n\n\n\n');
    clearInterval(beating);
    peer.send(MESSAGE);
    await until(() => messages.length === 1);
  });

  it.each([
    ['does not speak STOMP', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'invalid-stomp'],
    ['sends a line without an end', 'x'.repeat(20_000), 'invalid-stomp'],
    ['sends headers without an end', `MESSAGE\n${'a:b\nc:d\n'.repeat(1)}${headers(100)}`, 'invalid-stomp'],
    ['names a header like a method', 'MESSAGE\nhasOwnProperty:x\nsubscription:1\n\n\0', 'invalid-stomp'],
    ['says that a body has no number of bytes', 'MESSAGE\ncontent-length:x\n\n\0', 'invalid-stomp'],
    ['sends a body without an end', `MESSAGE\nsubscription:1\n\n${'x'.repeat(2_000)}`, 'answer-too-large'],
    ['ends a body elsewhere than it said', 'MESSAGE\ncontent-length:1\n\nxx\0', 'invalid-stomp'],
  ])('ends with a broker that %s', async (_fault, text, code) => {
    const end = link();
    const peer = await broker.subscriber();
    peer.send(text);
    expect(await end).toMatchObject({ kind: 'malformed', code });
    expect(messages).toEqual([]);
    await peer.gone;
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'is not confused by a command or receipt named %s',
    async (word) => {
      const end = link();
      const peer = await broker.subscriber();
      peer.send(`RECEIPT\nreceipt-id:${word}\n\n\0MESSAGE\nsubscription:${word}\n\n\0${word}\n\n\0`);
      expect(await end).toMatchObject({ code: 'invalid-stomp' });
    },
  );

  it('ends when the broker does', async () => {
    const end = link();
    (await broker.subscriber()).socket.destroy();
    expect(await end).toMatchObject({ kind: 'unreachable', code: 'connection-reset' });
  });

  it('says that nobody listens', async () => {
    await broker.close();
    expect(await link()).toMatchObject({ kind: 'unreachable', code: 'connection-refused' });
  });

  it('says goodbye when it is ended', async () => {
    const end = link();
    const peer = await broker.subscriber();
    await until(() => subscriptions === 1);
    leaving.abort();
    expect(await end).toMatchObject({ code: 'aborted' });
    await peer.says('DISCONNECT');
    await peer.gone;
  });

  it('sends nothing that would begin a header of its own', async () => {
    expect(await link({ passcode: 'a\nlogin:admin' })).toMatchObject({ code: 'invalid-header' });
    expect(broker.peers).toEqual([]);
  });

  describe('over TLS', () => {
    beforeEach(async () => {
      await broker.close();
      broker = await ScriptedBroker.start({ key: pem('self-signed.key'), cert: pem('self-signed') });
    });

    it('trusts the certificate that it is given', async () => {
      void link({ tls: { ca: pem('self-signed'), verify: true } });
      (await broker.subscriber()).send(MESSAGE);
      await until(() => messages.length === 1);
    });

    it('trusts no other', async () => {
      const refused = { kind: 'unreachable', code: 'certificate-refused' };
      expect(await link({ tls: { ca: null, verify: true } })).toMatchObject(refused);
      expect(await link({ tls: { ca: pem('other-host'), verify: true } })).toMatchObject(refused);
    });

    it('trusts any where verification is off', async () => {
      void link({ tls: { ca: null, verify: false } });
      await broker.subscriber();
      await until(() => subscriptions === 1);
    });
  });
});

function headers(count: number): string {
  return Array.from({ length: count }, (_, number) => `h${number}:x\n`).join('');
}
