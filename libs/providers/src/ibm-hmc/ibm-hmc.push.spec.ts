import { startSimulator, type JobScript, type Simulator } from '../../../../apps/simulator/src/index.js';
import { RecordingListener } from '../../../../test/contract/recording-listener.js';
import { openHmcSession, queryJob, type HmcSession } from './ibm-hmc.client.js';
import { listenToHmc } from './ibm-hmc.push.js';

const never = new AbortController().signal;

describe('push from an HMC', () => {
  let simulator: Simulator;
  let session: HmcSession;
  let listener: RecordingListener;
  let leaving: AbortController;
  let listening: Promise<void>;
  const hmc = () => simulator.upstreams['ibm-hmc'];

  beforeEach(async () => {
    simulator = await startSimulator();
    listener = new RecordingListener();
    leaving = new AbortController();
    listening = Promise.resolve();
    session = open();
  });
  afterEach(async () => {
    leaving.abort();
    await listening;
    await session.close();
    await simulator.close();
  });

  function open(options: Record<string, unknown> = {}): HmcSession {
    return openHmcSession({
      name: 'hmc-lab',
      provider: 'ibm-hmc',
      url: simulator.urls['ibm-hmc'],
      tls: { ca: null, verify: true },
      auth: { userid: 'jobgate', password: 'jobgate-secret' },
      timeZone: 'UTC',
      limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 2_000, maxResponseBytes: 1_000_000 },
      options: { push: 'stomp', stompPort: Number(new URL(simulator.urls['ibm-hmc-stomp']).port), ...options },
    });
  }
  function listen(): void {
    listening = listenToHmc(session, listener, leaving.signal);
  }
  /** Some call, by which the session logs on. */
  async function call(): Promise<void> {
    await queryJob(session, { key: 'no-such-job', kind: 'run' }, never);
  }
  const add = (script: Partial<JobScript> = {}) =>
    hmc().add({ durationMs: 10, outcome: 'succeeded', ...script }).keys[0]!;

  it('waits for a call to log on, and never logs on itself', async () => {
    listen();
    expect(listener.notes).toEqual(['disconnected: not-logged-on']);
    await call();
    await listener.noted('missed');
    expect(listener.notes.slice(1)).toEqual(['connected: subscribed', 'missed for good']);
    expect(hmc().calls().logons).toBe(1);
  });

  it('receives jobs that end, whatever their end', async () => {
    listen();
    await call();
    await listener.noted('connected');
    const keys = [add(), add({ outcome: 'failed' }), add({ outcome: 'canceled' })];
    await listener.until(() => listener.keys.length === 3);
    expect(listener.keys.sort()).toEqual(keys.sort());
  });

  it('comes back after an interruption, and says that something was missed', async () => {
    listen();
    await call();
    await listener.noted('connected');
    hmc().push('drop');
    await listener.noted('missed', 2);
    expect(listener.notes.slice(3)).toEqual(['disconnected: connection-reset', 'connected: subscribed', 'missed']);
    const key = add();
    await listener.until(() => listener.keys.includes(key));
    expect(hmc().calls().logons).toBe(1);
  });

  it('comes back after an error of the broker', async () => {
    listen();
    await call();
    await listener.noted('connected');
    hmc().push('error');
    await listener.noted('connected', 2);
    expect(listener.notes).toContain('disconnected: broker-refused');
  });

  it('follows a new log-on at once, and reports that events of jobs of before are missed', async () => {
    listen();
    await call();
    await listener.noted('connected');
    hmc().push('refuse');
    await listener.noted('disconnected', 2);
    hmc().expireSessions();
    hmc().push('resume');
    await call();
    await listener.noted('missed for good', 2);
    expect(hmc().calls().logons).toBe(2);
    const key = add();
    await listener.until(() => listener.keys.includes(key));
  });

  it('says that it fails in one way only once', async () => {
    hmc().push('refuse');
    listen();
    await call();
    await listener.noted('disconnected', 2);
    hmc().push('resume');
    await listener.noted('connected');
    expect(listener.notes.filter((note) => note.startsWith('disconnected'))).toHaveLength(2);
    expect(hmc().calls().logons).toBe(1);
  });

  it('does nothing where it is switched off', async () => {
    await session.close();
    session = open({ push: 'off' });
    await call();
    await listenToHmc(session, listener, leaving.signal);
    expect(listener.notes).toEqual([]);
  });

  it('ends when it is aborted, at any step', async () => {
    listen();
    leaving.abort();
    await listening;
    leaving = new AbortController();
    await call();
    listen();
    await listener.noted('connected');
    leaving.abort();
    await listening;
    expect(listener.notes.at(-1)).toBe('disconnected: aborted');
  });
});
