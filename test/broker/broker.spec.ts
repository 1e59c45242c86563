import { readFileSync } from 'node:fs';
import { RecordingListener } from '../contract/recording-listener.js';
import { harness } from '../contract/ibm-hmc.harness.js';
import { json } from '../contract/scripted-reply.js';
import { ScriptedUpstream } from '../contract/scripted-upstream.js';
import { ActiveMq } from './activemq.js';

const START_WITHIN_MS = 600_000;
const TEST_WITHIN_MS = 60_000;
const JOB = '0b1c2d3e-0000-11f1-9a01-00106f0d81cb';
const USERS = [1, 2].map((nth) => ({ user: `session-of-the-gateway-${nth}`, password: `credential-${nth}` }));
const pem = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
const topic = (nth: number) => `GWUSER.job.${nth}`;
const notice = (key: string, change: Record<string, string> = {}) => ({
  headers: { 'notification-type': 'job-completion', 'job-uri': `/api/jobs/${key}`, ...change },
});

describe('push over a real broker', () => {
  const { provider } = harness;
  let broker: ActiveMq;
  let hmc: ScriptedUpstream;
  let logOns: number;
  let expired: boolean;
  let credentialOf: (nth: number) => string;
  let listener: RecordingListener;
  let leaving: AbortController;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    broker = await ActiveMq.start(USERS);
  }, START_WITHIN_MS);
  afterAll(() => broker.close());

  beforeEach(async () => {
    logOns = 0;
    expired = false;
    credentialOf = (nth) => `credential-${nth}`;
    listener = new RecordingListener();
    leaving = new AbortController();
    const tls = { key: pem('self-signed.key'), cert: pem('self-signed') };
    hmc = await ScriptedUpstream.start(({ method }) => {
      if (method === 'POST') {
        logOns += 1;
        expired = false;
        return json(200, {
          'api-session': `session-of-the-gateway-${logOns}`,
          'session-credential': credentialOf(logOns),
          'job-notification-topic': topic(logOns),
        });
      }
      return expired ? json(403, { reason: 5 }) : json(200, { status: 'running' });
    }, tls);
  });
  afterEach(async () => {
    leaving.abort();
    await stop();
    await hmc.stop();
  });

  /** Opens a session, listens, and looks at a job, by which the session logs on. */
  function listen(tls: { ca: string | null; verify: boolean } = { ca: pem('self-signed'), verify: true }) {
    const session = provider.openSession({
      name: 'hmc-lab',
      provider: 'ibm-hmc',
      url: hmc.url,
      tls,
      auth: { userid: 'GWUSER', password: 'Pa$$w0rd-of-the-hmc-user' },
      timeZone: 'UTC',
      limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000_000 },
      options: { push: 'stomp', stompPort: broker.tlsPort },
    });
    const listening = provider.subscribe!(session, listener, leaving.signal);
    stop = async () => {
      await listening;
      await session.close();
    };
    return async () => {
      for await (const _fetched of provider.fetch(session, [{ key: JOB, kind: 'run' }], leaving.signal)) continue;
    };
  }

  it(
    'hears of ended jobs over TLS, whatever is in the bodies, and of nothing else',
    async () => {
      await listen()();
      await listener.noted('connected');
      await broker.send(topic(1), [
        notice('empty'),
        notice('no-bytes', { 'content-length': '0' }),
        { ...notice('text'), body: '{"not": "json' },
        notice('other', { 'notification-type': 'property-change' }),
        { headers: { 'job-uri': '/api/jobs/untyped' } },
        notice('nowhere', { 'job-uri': 'https://elsewhere.test/api/jobs/a' }),
        notice('last'),
      ]);
      await listener.until(() => listener.keys.includes('last'));
      expect(listener.keys).toEqual(['empty', 'no-bytes', 'text', 'last']);
    },
    TEST_WITHIN_MS,
  );

  it(
    'hears nothing of the topics of others',
    async () => {
      await listen()();
      await listener.noted('connected');
      await broker.send(topic(2), [notice('theirs')]);
      await broker.send(topic(1), [notice('ours')]);
      await listener.until(() => listener.keys.length > 0);
      expect(listener.keys).toEqual(['ours']);
    },
    TEST_WITHIN_MS,
  );

  it(
    'hears a thousand ends at once',
    async () => {
      await listen()();
      await listener.noted('connected');
      const keys = Array.from({ length: 1_000 }, (_, number) => `job-${number}`);
      await broker.send(
        topic(1),
        keys.map((key) => notice(key)),
      );
      await listener.until(() => listener.keys.length === keys.length);
      expect(listener.keys).toEqual(keys);
    },
    TEST_WITHIN_MS,
  );

  it(
    'says that the broker refuses a credential, and not which',
    async () => {
      credentialOf = () => 'wrong-credential';
      await listen()();
      await listener.noted('disconnected: broker-refused');
      expect(listener.notes.join()).not.toContain('credential');
      expect(logOns).toBe(1);
    },
    TEST_WITHIN_MS,
  );

  it(
    'follows a new log-on to its topic with its credential',
    async () => {
      const poll = listen();
      await poll();
      await listener.noted('connected');
      expired = true;
      await poll();
      await listener.noted('missed for good', 2);
      await broker.send(topic(1), [notice('of-the-old-session')]);
      await broker.send(topic(2), [notice('of-the-new-session')]);
      await listener.until(() => listener.keys.length > 0);
      expect(listener.keys).toEqual(['of-the-new-session']);
      expect(logOns).toBe(2);
    },
    TEST_WITHIN_MS,
  );

  it(
    'comes back to a broker that was killed and started again',
    async () => {
      await listen()();
      await listener.noted('connected');
      await broker.kill();
      await listener.noted('disconnected', 2);
      await broker.restart();
      await listener.noted('connected', 2);
      expect(listener.notes.at(-1)).toBe('missed');
      await broker.send(topic(1), [notice('after')]);
      await listener.until(() => listener.keys.includes('after'));
    },
    TEST_WITHIN_MS,
  );

  it(
    'notices a broker that falls silent, within two heart-beats, and comes back to it',
    async () => {
      await listen()();
      await listener.noted('connected');
      broker.signal('SIGSTOP');
      const silentFrom = performance.now();
      try {
        await listener.noted('disconnected: silent');
        expect(performance.now() - silentFrom).toBeLessThan(13_000);
      } finally {
        broker.signal('SIGCONT');
      }
      await listener.noted('connected', 2);
      await broker.send(topic(1), [notice('after')]);
      await listener.until(() => listener.keys.includes('after'));
    },
    TEST_WITHIN_MS,
  );
});
