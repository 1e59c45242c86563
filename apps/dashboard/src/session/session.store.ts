export type Session =
  /** The stored key, or access without one, is being verified. */
  | { status: 'checking' }
  | { status: 'signed-out'; reason: string | null }
  /** `key` null: anonymous access. */
  | { status: 'signed-in'; key: string | null; isRemembered: boolean };

const STORAGE_KEY = 'jobgate.key';

/** The key is stored for this tab, or for this browser if remembered, and nowhere else. */
export class SessionStore {
  private readonly listeners = new Set<() => void>();
  private session: Session = { status: 'checking' };

  readonly current = (): Session => this.session;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get storedKey(): string | null {
    return sessionStorage.getItem(STORAGE_KEY) ?? localStorage.getItem(STORAGE_KEY);
  }

  signedIn(key: string | null, isRemembered: boolean): void {
    this.clearKey();
    if (key !== null) (isRemembered ? localStorage : sessionStorage).setItem(STORAGE_KEY, key);
    this.change({ status: 'signed-in', key, isRemembered });
  }

  checking(): void {
    this.change({ status: 'checking' });
  }

  /** `reason`: null when the user signed out. */
  signedOut(reason: string | null): void {
    this.clearKey();
    this.change({ status: 'signed-out', reason });
  }

  get isRemembered(): boolean {
    return localStorage.getItem(STORAGE_KEY) !== null;
  }

  private clearKey(): void {
    sessionStorage.removeItem(STORAGE_KEY);
    localStorage.removeItem(STORAGE_KEY);
  }

  private change(session: Session): void {
    this.session = session;
    for (const listener of this.listeners) listener();
  }
}
