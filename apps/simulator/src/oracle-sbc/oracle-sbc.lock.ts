import type { SessionStore } from '../session.store.js';

/** The right to change the configuration. It hangs on a token, and ends with it. */
export class ConfigurationLock {
  private holder: string | undefined;

  constructor(private readonly isAlive: (token: string) => boolean) {}

  /** Whether the token has the lock now. */
  take(token: string): boolean {
    if (this.holder !== undefined && this.holder !== token && this.isAlive(this.holder)) return false;
    this.holder = token;
    return true;
  }

  isHeldBy(token: string): boolean {
    return this.holder === token && this.isAlive(token);
  }

  release(token: string): boolean {
    if (!this.isHeldBy(token)) return false;
    this.holder = undefined;
    return true;
  }

  /** A token that was renewed in place hands the lock on. */
  transfer(from: string, to: string): void {
    if (this.holder === from) this.holder = to;
  }
}

/** Finds the live token that a renewal sends along; the name of the form field is not documented, so any will do. */
export function tokenInForm(body: string, tokens: SessionStore): string | undefined {
  const candidates = [...new URLSearchParams(body).values(), body.slice(body.indexOf('=') + 1).trim(), body.trim()];
  return candidates.find((candidate) => candidate !== '' && tokens.use(candidate) !== undefined);
}
