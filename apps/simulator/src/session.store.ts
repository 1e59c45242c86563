import type { Random } from './random.js';

/** One log-on that was granted. */
export interface UpstreamSession {
  readonly token: string;
  readonly user: string;
  readonly openedAt: number;
  usedAt: number;
}

/** Log-ons of one upstream, with the vendor's lifetimes in milliseconds (read on every check, so they can be changed). */
export class SessionStore {
  private readonly sessions = new Map<string, UpstreamSession>();

  constructor(
    private readonly now: () => number,
    private readonly random: Random,
    private readonly life: () => { lifetimeMs: number; idleMs?: number },
  ) {}

  open(user: string, makeToken: (random: Random) => string): UpstreamSession {
    const openedAt = this.now();
    const session: UpstreamSession = { token: makeToken(this.random), user, openedAt, usedAt: openedAt };
    this.sessions.set(session.token, session);
    return session;
  }

  /** The session if it is alive; being used keeps an idle time from running out, never a lifetime. */
  use(token: string): UpstreamSession | undefined {
    const session = this.sessions.get(token);
    if (!session) return undefined;
    if (!this.isAlive(session)) {
      this.sessions.delete(token);
      return undefined;
    }
    session.usedAt = this.now();
    return session;
  }

  /** Those that are alive; being asked for keeps none alive. */
  live(): UpstreamSession[] {
    return [...this.sessions.values()].filter((session) => this.isAlive(session));
  }

  close(token: string): boolean {
    return this.sessions.delete(token);
  }

  count(user: string): number {
    let count = 0;
    for (const session of this.sessions.values()) if (session.user === user) count += 1;
    return count;
  }

  /** Ends all of them, as a restart of the upstream would; says how many there were. */
  expireAll(): number {
    const count = this.sessions.size;
    this.sessions.clear();
    return count;
  }

  private isAlive({ openedAt, usedAt }: UpstreamSession): boolean {
    const now = this.now();
    const { lifetimeMs, idleMs } = this.life();
    return now < openedAt + lifetimeMs && (idleMs === undefined || now < usedAt + idleMs);
  }
}
