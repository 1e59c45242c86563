import { ExternalStore, useExternalStore } from '../shell/external.store.js';

export type Session =
  /** The stored key, or access without one, is being verified. */
  | { status: 'checking' }
  | { status: 'signed-out'; reason: string | null }
  /** `key` null: anonymous access. */
  | { status: 'signed-in'; key: string | null; isRemembered: boolean };

const STORAGE_KEY = 'jobgate.key';

/** The key is stored for this tab, or for this browser if remembered, and nowhere else. */
class SessionStore extends ExternalStore<Session> {
  get storedKey(): string | null {
    return sessionStorage.getItem(STORAGE_KEY) ?? localStorage.getItem(STORAGE_KEY);
  }

  get isRemembered(): boolean {
    return localStorage.getItem(STORAGE_KEY) !== null;
  }

  signedIn(key: string | null, isRemembered: boolean): void {
    this.clearKey();
    if (key !== null) (isRemembered ? localStorage : sessionStorage).setItem(STORAGE_KEY, key);
    this.set({ status: 'signed-in', key, isRemembered });
  }

  /** `reason`: null when the user signed out. */
  signedOut(reason: string | null): void {
    this.clearKey();
    this.set({ status: 'signed-out', reason });
  }

  private clearKey(): void {
    sessionStorage.removeItem(STORAGE_KEY);
    localStorage.removeItem(STORAGE_KEY);
  }
}

export const session = new SessionStore({ status: 'checking' });

export const useSession = (): Session => useExternalStore(session);
