import { unwrap, type components } from '#libs/client';
import { useGatewayQuery } from '../session/session.context.js';

export type Connection = components['schemas']['Connection'];

export const POLL_INTERVAL_MS = 5_000;
const POLLED = { refetchInterval: POLL_INTERVAL_MS };
const MAX_SHOWN = 8;

/** Connections as reported by the workers. Causes no upstream request. */
export const useConnections = () =>
  useGatewayQuery(
    ['connections'],
    async ({ api }, signal) => unwrap(await api.GET('/connections', { signal })),
    POLLED,
  );

/** Jobs by state. */
export const useSummary = () =>
  useGatewayQuery(
    ['summary'],
    async ({ api }, signal) =>
      unwrap(await api.GET('/jobs/summary', { params: { query: { groupBy: ['state'] } }, signal })),
    POLLED,
  );

/** The latest jobs that need attention. */
export const useAttention = () =>
  useGatewayQuery(['attention'], (client) => client.list({ state: ['attention'], limit: MAX_SHOWN }), POLLED);
