import { Jobgate } from '#libs/client';
import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { reachability } from '../notices/reachability.js';
import { checkKey } from './session.check.js';
import { SessionStore, type Session } from './session.store.js';

export const session = new SessionStore();

const ClientContext = createContext<Jobgate | null>(null);

export const useSession = (): Session => useSyncExternalStore(session.subscribe, session.current);

/** The API client of the session. */
export function useClient(): Jobgate {
  const client = use(ClientContext);
  if (client === null) throw new Error('useClient requires a session.');
  return client;
}

export function ClientProvider({ apiKey, children }: { apiKey: string | null; children: ReactNode }) {
  const client = useMemo(() => clientFor(apiKey), [apiKey]);
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** Restores the stored key, or continues without one where the gateway allows it. */
export function useRestoreSession(): void {
  useEffect(() => {
    void restoreSession();
  }, []);
}

async function restoreSession(): Promise<void> {
  const { storedKey, isRemembered } = session;
  const check = await checkKey(storedKey);
  // An unreachable gateway does not invalidate the key; the page shows the outage.
  if (check === 'accepted' || (check === 'unreachable' && storedKey !== null))
    session.signedIn(storedKey, isRemembered);
  else if (check === 'unreachable') session.signedOut('The gateway is unreachable.');
  else session.signedOut(storedKey === null ? null : 'The stored key is no longer valid.');
}

/**
 * Browsers add `Cache-Control: no-cache` on a reload or with open developer tools, which would cause an upstream poll. The page
 * shows the stored state with its age instead.
 */
function acceptStale({ method, headers }: Request): void {
  if (method === 'GET' && !headers.has('cache-control')) headers.set('cache-control', 'max-stale');
}

/** Every response updates the reachability; a 401 ends the session. */
function clientFor(key: string | null): Jobgate {
  return new Jobgate({
    url: location.origin,
    key,
    fetch: async (request) => {
      acceptStale(request);
      try {
        const response = await fetch(request);
        if (response.status === 401) session.signedOut('Your key is no longer valid. Sign in again to continue.');
        reachability.received(response);
        return response;
      } catch (error) {
        if (!request.signal.aborted) reachability.failed();
        throw error;
      }
    },
  });
}
