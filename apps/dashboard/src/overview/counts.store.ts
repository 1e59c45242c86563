import { useEffect } from 'react';
import { session } from '../session/session.store.js';
import { ExternalStore, readStored, useExternalStore } from '../shell/external.store.js';
import { withSample, type Sample } from './counts.history.js';
import { useSummary } from './overview.queries.js';

const STORAGE_KEY = 'jobgate.counts';

/** Counts since the tab was opened: the gateway keeps no history. Cleared on sign-out. */
const store = new ExternalStore<readonly Sample[]>(readStored(sessionStorage, STORAGE_KEY, []));

store.subscribe(() => sessionStorage.setItem(STORAGE_KEY, JSON.stringify(store.current())));
session.subscribe(() => session.current().status === 'signed-out' && store.set([]));

/** Collects on every page of the dashboard. */
export function useCollectCounts(): void {
  const { data, dataUpdatedAt } = useSummary();
  useEffect(() => {
    if (data === undefined) return;
    const counts = Object.fromEntries(data.groups.map(({ state, count }) => [state!, count]));
    store.set(withSample(store.current(), { at: dataUpdatedAt, counts }));
  }, [data, dataUpdatedAt]);
}

export const useCounts = (): readonly Sample[] => useExternalStore(store);
