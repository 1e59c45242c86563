import {
  BackOff,
  subscribeOverStomp,
  pause,
  type StompBroker,
  type StompSettings,
  type UpstreamConnection,
} from '#libs/upstream';
import type { PushListener } from '../provider.js';
import type { HmcCredential, HmcSession } from './ibm-hmc.client.js';
import { keyFromUrl } from './ibm-hmc.key.js';

/** As in the reference client; without them, disconnections go unnoticed (python-zhmcclient #1498). */
const HEART_BEAT_MS = 5_000;
/** A notification of a job has no body at all. */
const MAX_BODY_BYTES = 64 * 1024;
/** A connection that lasts so long has worked: the next interruption is a new one. */
const LASTING_MS = 10_000;

/**
 * Receives events of ended jobs over STOMP. Messages carry no status: they only say what to poll. Delivery is not durable, and
 * goes to the topic of the session that started the job.
 * @see https://www.ibm.com/docs/en/systems-hardware/zsystems/Z16M-A01?topic=formats-job-completion-notification
 */
export async function listenToHmc(session: HmcSession, listener: PushListener, signal: AbortSignal): Promise<void> {
  const { connection } = session;
  if (connection.options['push'] !== 'stomp') return;
  const rules: StompSettings = {
    heartBeatMs: HEART_BEAT_MS,
    timeoutMs: connection.limits.timeoutMs,
    maxBodyBytes: MAX_BODY_BYTES,
  };
  const backOff = new BackOff();
  const report = onceEach(listener);
  let knownTopic: string | null = null;
  report('disconnected', 'not-logged-on');
  while (!signal.aborted) {
    const grant = await session.granted(signal);
    if (grant === null) break;
    const either = AbortSignal.any([signal, grant.superseded]);
    const { jobNotificationTopic: topic } = grant.credential;
    const broker = brokerOf(connection, grant.credential);
    if (topic === null || broker === null) {
      report('disconnected', 'no-topic');
      await aborted(either);
      continue;
    }
    const startedAt = performance.now();
    const end = await subscribeOverStomp(
      broker,
      {
        destination: `/topic/${topic}`,
        onSubscribed: () => {
          report('connected', 'subscribed');
          listener.missed({ forGood: topic !== knownTopic });
          knownTopic = topic;
        },
        onMessage: (headers) => {
          const key = endedJob(headers, connection);
          if (key !== null) listener.jobChanged(key);
        },
      },
      rules,
      either,
    );
    report('disconnected', grant.superseded.aborted ? 'new-log-on' : end.code);
    if (performance.now() - startedAt > LASTING_MS) backOff.reset();
    if (!either.aborted) await pause(backOff.next(), either).catch(() => undefined);
  }
}

/** On the host of the Web Services API, with TLS if that has it. null: the log-on issued no passcode. */
function brokerOf(
  { url, tls, options }: UpstreamConnection,
  { apiSession: login, sessionCredential: passcode }: HmcCredential,
): StompBroker | null {
  if (passcode === null) return null;
  const { hostname, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(options['stompPort']), tls: protocol === 'https:' ? tls : null, login, passcode };
}

/** The key of the job that a message is about; null for messages about anything else. */
function endedJob(headers: Readonly<Record<string, string>>, connection: UpstreamConnection): string | null {
  if (headers['notification-type'] !== 'job-completion') return null;
  const uri = headers['job-uri'];
  return uri === undefined ? null : keyFromUrl(uri, connection);
}

/** The same failure is reported once. */
function onceEach(listener: PushListener): PushListener['status'] {
  let reported = '';
  return (status, reason) => {
    const now = `${status} ${reason}`;
    if (now !== reported) listener.status(status, reason);
    reported = now;
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
