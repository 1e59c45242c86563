/** Who uses the page. */
export type Session =
  /** Whether the kept key, or none at all, is let in is being asked. */
  | { status: 'checking' }
  | { status: 'signed-out'; reason: string | null }
  /** `key` null: nobody in particular, where the gateway lets everybody read. */
  | { status: 'signed-in'; key: string | null; isRemembered: boolean };

const PLACE = 'jobgate.key';

/** The key of this tab; of this browser where somebody wants it remembered. It is kept nowhere else. */
export class SessionStore {
  private readonly listeners = new Set<() => void>();
  private session: Session = { status: 'checking' };

  readonly current = (): Session => this.session;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get keptKey(): string | null {
    return sessionStorage.getItem(PLACE) ?? localStorage.getItem(PLACE);
  }

  signedIn(key: string | null, isRemembered: boolean): void {
    this.forgetKey();
    if (key !== null) (isRemembered ? localStorage : sessionStorage).setItem(PLACE, key);
    this.change({ status: 'signed-in', key, isRemembered });
  }

  checking(): void {
    this.change({ status: 'checking' });
  }

  /** `reason`: why, where it was not the user's own wish. */
  signedOut(reason: string | null): void {
    this.forgetKey();
    this.change({ status: 'signed-out', reason });
  }

  get isRemembered(): boolean {
    return localStorage.getItem(PLACE) !== null;
  }

  private forgetKey(): void {
    sessionStorage.removeItem(PLACE);
    localStorage.removeItem(PLACE);
  }

  private change(session: Session): void {
    this.session = session;
    for (const listener of this.listeners) listener();
  }
}
