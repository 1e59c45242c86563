import { unwrap, type components, type Job } from '#libs/client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClient, useGatewayQuery } from '../session/session.context.js';
import { usePageVisible } from '../shell/browser.state.js';
import { isFinal } from '../states/state.labels.js';

type FullJob = components['schemas']['Job'];

/** The stream carries changes only; the freshness of the job moves without them. */
const POLL_INTERVAL_MS = 5_000;

/** The job, updated by a stream while the page is visible. Watching a job raises its polling rate. */
export function useJob(id: string) {
  const client = useClient();
  const queries = useQueryClient();
  const isPageVisible = usePageVisible();
  const query = useQuery({
    queryKey: ['job', id],
    queryFn: () => client.job(id),
    refetchInterval: ({ state }) => (state.data && isFinal(state.data) ? false : POLL_INTERVAL_MS),
  });
  const isLoaded = query.data !== undefined;
  const hasEnded = query.data?.terminal ?? false;

  useEffect(() => {
    if (!isLoaded || hasEnded || !isPageVisible) return;
    const controller = new AbortController();
    const watch = async () => {
      for await (const job of client.watch(id, { signal: controller.signal })) queries.setQueryData(['job', id], job);
    };
    // The next poll replaces a broken stream.
    watch().catch(() => undefined);
    return () => controller.abort();
  }, [client, queries, id, isLoaded, hasEnded, isPageVisible]);

  return query;
}

export const useHistory = ({ id, revision }: Job) =>
  useGatewayQuery(
    ['history', id, revision],
    async ({ api }, signal) => unwrap(await api.GET('/jobs/{id}/history', { params: { path: { id } }, signal })),
    { placeholderData: keepPreviousData },
  );

/** The whole result as text: it may be large, and not JSON. */
export const useResult = ({ id, revision }: Job, isWanted: boolean) =>
  useGatewayQuery(
    ['result', id, revision],
    async ({ api }, signal) => {
      const options = { params: { path: { id } }, parseAs: 'text' as const, signal };
      return (unwrap(await api.GET('/jobs/{id}/result', options)) as unknown as string) ?? '';
    },
    { enabled: isWanted, staleTime: Infinity },
  );

/** The last upstream response, redacted and truncated. */
export const useRaw = ({ id, revision }: Job) =>
  useGatewayQuery(['raw', id, revision], async ({ api }, signal) => {
    const options = { params: { path: { id }, query: { view: 'full' as const } }, signal };
    return (unwrap(await api.GET('/jobs/{id}', options)) as FullJob).raw ?? null;
  });

export const useExplanation = ({ id, revision, observation }: Job) =>
  useGatewayQuery(
    ['explain', id, revision, observation.attemptedAt],
    async ({ api }, signal) => unwrap(await api.GET('/jobs/{id}/explain', { params: { path: { id } }, signal })),
    { placeholderData: keepPreviousData },
  );
