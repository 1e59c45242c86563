import { isAccepted } from '../credentials.js';
import type { ScriptedJob } from '../job.snapshot.js';
import type { SessionStore, UpstreamSession } from '../session.store.js';
import { Broker } from './ibm-hmc.broker.js';
import { CompletionTimer } from './ibm-hmc.completions.js';
import { credentialOf, topicOf } from './ibm-hmc.sessions.js';
import type { IbmHmcSettings } from './ibm-hmc.settings.js';

/** Job completion notifications: to the session that started the job, or to all where the control API did. */
export class Notifications {
  readonly broker: Broker;
  private readonly completions: CompletionTimer;
  private readonly starters = new WeakMap<ScriptedJob, UpstreamSession>();

  constructor(
    now: () => number,
    private readonly sessions: SessionStore,
    settings: IbmHmcSettings,
  ) {
    this.completions = new CompletionTimer(now, (job) => this.notify(job));
    const access = {
      isAuthenticated: (login: string, passcode: string) =>
        isAccepted(settings.users, login, passcode) ||
        sessions.live().some((session) => session.token === login && credentialOf(session) === passcode),
      isTopic: (name: string) =>
        sessions.live().some((session) => [topicOf(session, 'job'), topicOf(session, 'object')].includes(name)),
    };
    this.broker = new Broker(access, (clients) => (clients > 0 ? this.completions.start() : this.completions.stop()));
  }

  /** A job was added, or is about to end at another time. */
  expect(job: ScriptedJob): void {
    this.completions.expect(job);
  }

  startedBy(job: ScriptedJob, session: UpstreamSession): void {
    this.starters.set(job, session);
  }

  private notify(job: ScriptedJob): void {
    if (job.script.outcome === 'vanish') return;
    const starter = this.starters.get(job);
    const listeners = starter ? [starter] : this.sessions.live();
    const topics = listeners.map((session) => topicOf(session, 'job'));
    this.broker.notify(topics, { 'notification-type': 'job-completion', 'job-uri': `/api/jobs/${job.id}` });
  }
}
