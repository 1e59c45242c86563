import { useEffect, useSyncExternalStore } from 'react';
import { session } from '../session/session.context.js';
import { withSample, type Sample } from './counts.history.js';
import { useSummary } from './overview.queries.js';

const STORAGE_KEY = 'jobgate.counts';

/** Counts since the tab was opened: the gateway keeps no history. Cleared on sign-out. */
class CountsStore {
  private readonly listeners = new Set<() => void>();
  private samples: readonly Sample[] = load();

  constructor() {
    session.subscribe(() => {
      if (session.current().status === 'signed-out') this.change([]);
    });
  }

  readonly current = (): readonly Sample[] => this.samples;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(sample: Sample): void {
    this.change(withSample(this.samples, sample));
  }

  private change(samples: readonly Sample[]): void {
    this.samples = samples;
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(samples));
    for (const listener of this.listeners) listener();
  }
}

function load(): readonly Sample[] {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '[]') as Sample[];
  } catch {
    return [];
  }
}

const store = new CountsStore();

/** Collects on every page of the dashboard. */
export function useCollectCounts(): void {
  const { data, dataUpdatedAt } = useSummary();
  useEffect(() => {
    if (data === undefined) return;
    const counts = Object.fromEntries(data.groups.map(({ state, count }) => [state!, count]));
    store.add({ at: dataUpdatedAt, counts });
  }, [data, dataUpdatedAt]);
}

export const useCounts = (): readonly Sample[] => useSyncExternalStore(store.subscribe, store.current);
