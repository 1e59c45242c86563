import { unwrap } from '#libs/client';
import { useCallback, useEffect, useState } from 'react';
import { ProblemNotice } from '../notices/notices.js';
import { useClient, useGatewayQuery } from '../session/session.context.js';
import { useExternalStore } from '../shell/external.store.js';
import { jobsHref, replaceHash } from '../shell/routes.js';
import { FilterBar } from './filter.bar.js';
import { JobsFeed } from './jobs.feed.js';
import { filterOf, isCountable, sortOf, valuesOf } from './jobs.filter.js';
import { JobsTable } from './jobs.table.js';
import './jobs.css';

const COUNT_INTERVAL_MS = 10_000;

/** A live list of the jobs that match the filters in the URL. */
export default function JobsPage({ query }: { query: URLSearchParams }) {
  const change = useCallback((next: URLSearchParams) => replaceHash(jobsHref(next)), []);
  const [generation, setGeneration] = useState(0);
  return (
    <>
      <h1 className="visually-hidden">Jobs</h1>
      <FilterBar query={query} onChange={change} />
      <JobList
        key={`${generation} ${query.toString()}`}
        query={query}
        onChange={change}
        onReset={() => setGeneration((before) => before + 1)}
      />
    </>
  );
}

interface JobListProps {
  query: URLSearchParams;
  onChange: (query: URLSearchParams) => void;
  /** The stream lost changes: the list must be reloaded. */
  onReset: () => void;
}

/** Remounted whenever the filters change. */
function JobList({ query, onChange, onReset }: JobListProps) {
  const client = useClient();
  const [feed] = useState(() => new JobsFeed(client, filterOf(query), sortOf(query), onReset));
  useEffect(() => {
    void feed.open();
    return () => feed.close();
  }, [feed]);
  const view = useExternalStore(feed);
  const total = useTotal(query);
  return (
    <>
      {view.error !== null && <ProblemNotice error={view.error} title="Failed to load jobs" />}
      {(view.error === null || feed.store.size > 0) && (
        <JobsTable
          feed={feed}
          query={query}
          state={view.state}
          isComplete={view.isComplete}
          total={total}
          onChange={onChange}
        />
      )}
    </>
  );
}

/** The number of matching jobs; null where the summary cannot count them. */
function useTotal(query: URLSearchParams): number | null {
  const { data } = useGatewayQuery(
    ['total', query.toString()],
    async ({ api }, signal) => {
      const filters = (['connection', 'provider', 'state'] as const).map(
        (name) => [name, valuesOf(query, name)] as const,
      );
      const selected = Object.fromEntries(filters.filter(([, values]) => values.length > 0));
      const options = { params: { query: { ...selected, groupBy: ['state' as const] } }, signal };
      return unwrap(await api.GET('/jobs/summary', options)).total;
    },
    { enabled: isCountable(query), refetchInterval: COUNT_INTERVAL_MS },
  );
  return data ?? null;
}
