import { unwrap, type components } from '#libs/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../session/session.context.js';

export type Connection = components['schemas']['Connection'];

export const POLL_INTERVAL_MS = 5_000;

/** Connections as reported by the workers. Causes no upstream request. */
export function useConnections() {
  const client = useClient();
  return useQuery({
    queryKey: ['connections'],
    queryFn: async ({ signal }) => unwrap(await client.api.GET('/connections', { signal })),
    refetchInterval: POLL_INTERVAL_MS,
  });
}

/** Jobs by state. */
export function useSummary() {
  const client = useClient();
  return useQuery({
    queryKey: ['summary'],
    queryFn: async ({ signal }) => {
      const query = { groupBy: ['state' as const] };
      return unwrap(await client.api.GET('/jobs/summary', { params: { query }, signal }));
    },
    refetchInterval: POLL_INTERVAL_MS,
  });
}

const MAX_SHOWN = 8;

/** The latest jobs that need attention. */
export function useAttention() {
  const client = useClient();
  return useQuery({
    queryKey: ['attention'],
    queryFn: () => client.list({ state: ['attention'], limit: MAX_SHOWN }),
    refetchInterval: POLL_INTERVAL_MS,
  });
}
