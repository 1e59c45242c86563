import { isAccepted } from '../credentials.js';
import type { ScriptedJob } from '../job.moment.js';
import type { SessionBook, UpstreamSession } from '../session.book.js';
import { Broker } from './ibm-hmc.broker.js';
import { Endings } from './ibm-hmc.endings.js';
import { credentialOf, topicOf } from './ibm-hmc.sessions.js';
import type { IbmHmcSettings } from './ibm-hmc.settings.js';

/** Job completion notifications: to the session that started the job, or to all where the control API did. */
export class Notifications {
  readonly broker: Broker;
  private readonly endings: Endings;
  private readonly starters = new WeakMap<ScriptedJob, UpstreamSession>();

  constructor(
    now: () => number,
    private readonly sessions: SessionBook,
    settings: IbmHmcSettings,
  ) {
    this.endings = new Endings(now, (job) => this.tell(job));
    const gate = {
      isLetIn: (login: string, passcode: string) =>
        isAccepted(settings.users, login, passcode) ||
        sessions.live().some((session) => session.token === login && credentialOf(session) === passcode),
      isTopic: (name: string) =>
        sessions.live().some((session) => [topicOf(session, 'job'), topicOf(session, 'object')].includes(name)),
    };
    this.broker = new Broker(gate, (clients) => (clients > 0 ? this.endings.start() : this.endings.stop()));
  }

  /** A job was added, or is about to end at another time. */
  expect(job: ScriptedJob): void {
    this.endings.expect(job);
  }

  startedBy(job: ScriptedJob, session: UpstreamSession): void {
    this.starters.set(job, session);
  }

  private tell(job: ScriptedJob): void {
    if (job.script.outcome === 'vanish') return;
    const starter = this.starters.get(job);
    const listeners = starter ? [starter] : this.sessions.live();
    const topics = listeners.map((session) => topicOf(session, 'job'));
    this.broker.notify(topics, { 'notification-type': 'job-completion', 'job-uri': `/api/jobs/${job.id}` });
  }
}
