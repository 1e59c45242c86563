import { Jobgate } from '#libs/client';
import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { reachability } from '../notices/reachability.js';
import { checkKey } from './session.check.js';
import { SessionStore, type Session } from './session.store.js';

export const session = new SessionStore();

const ClientContext = createContext<Jobgate | null>(null);

export const useSession = (): Session => useSyncExternalStore(session.subscribe, session.current);

/** The gateway, with the key of whoever is signed in. */
export function useClient(): Jobgate {
  const client = use(ClientContext);
  if (client === null) throw new Error('Nobody is signed in here.');
  return client;
}

export function ClientProvider({ apiKey, children }: { apiKey: string | null; children: ReactNode }) {
  const client = useMemo(() => clientFor(apiKey), [apiKey]);
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** Takes up the kept key, or reads without one where that is allowed. */
export function useRestoreSession(): void {
  useEffect(() => {
    void restoreSession();
  }, []);
}

async function restoreSession(): Promise<void> {
  const { storedKey, isRemembered } = session;
  const check = await checkKey(storedKey);
  // A gateway that is away says nothing about the key; the page shows that it is away.
  if (check === 'accepted' || (check === 'unreachable' && storedKey !== null))
    session.signedIn(storedKey, isRemembered);
  else if (check === 'unreachable') session.signedOut('The gateway does not answer at the moment.');
  else session.signedOut(storedKey === null ? null : 'The key that was kept here is no longer accepted.');
}

/**
 * A browser may add `Cache-Control: no-cache` to what the page reads, on a reload or while its tools are open, and the
 * gateway would have somebody look upstream for it. The page shows what is known, and how old it is.
 */
function acceptStale({ method, headers }: Request): void {
  if (method === 'GET' && !headers.has('cache-control')) headers.set('cache-control', 'max-stale');
}

/** Notices in passing whether the gateway is there, and whether it still takes the key. */
function clientFor(key: string | null): Jobgate {
  return new Jobgate({
    url: location.origin,
    key,
    fetch: async (request) => {
      acceptStale(request);
      try {
        const response = await fetch(request);
        if (response.status === 401)
          session.signedOut('The gateway no longer accepts this key. Sign in again to go on.');
        reachability.received(response);
        return response;
      } catch (error) {
        if (!request.signal.aborted) reachability.failed();
        throw error;
      }
    },
  });
}
