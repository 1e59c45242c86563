import { GatewayProblem, Jobgate } from '#libs/client';
import { useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, type ReactNode } from 'react';
import { reachability } from '../notices/reachability.js';
import { session } from './session.store.js';

export type KeyCheck = 'accepted' | 'rejected' | 'missing-scope' | 'unreachable';

const ClientContext = createContext<Jobgate | null>(null);

/** The API client of the session. */
export function useClient(): Jobgate {
  const client = use(ClientContext);
  if (client === null) throw new Error('useClient requires a session.');
  return client;
}

/** A query with the client of the session. */
export function useGatewayQuery<Data>(
  queryKey: readonly unknown[],
  read: (client: Jobgate, signal: AbortSignal) => Promise<Data>,
  options: Omit<UseQueryOptions<Data>, 'queryKey' | 'queryFn'> = {},
) {
  const client = useClient();
  return useQuery({ ...options, queryKey, queryFn: ({ signal }) => read(client, signal) });
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
  if (check === 'accepted' || (check === 'unreachable' && storedKey !== null)) {
    session.signedIn(storedKey, isRemembered);
  } else if (check === 'unreachable') session.signedOut('The gateway is unreachable.');
  else session.signedOut(storedKey === null ? null : 'The stored key is no longer valid.');
}

/** Whether the gateway accepts the key for reading; null: without a key. */
export async function checkKey(key: string | null): Promise<KeyCheck> {
  try {
    const { response } = await new Jobgate({ url: location.origin, key }).api.GET('/connections');
    if (response.ok) return 'accepted';
    if (response.status === 401) return 'rejected';
    return response.status === 403 ? 'missing-scope' : 'unreachable';
  } catch (error) {
    // A key with characters that are illegal in a header was never issued.
    return error instanceof TypeError || error instanceof GatewayProblem ? 'rejected' : 'unreachable';
  }
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
