import { useSyncExternalStore } from 'react';

/** A named query of the list. */
export interface SavedView {
  name: string;
  query: string;
}

export const BUILT_IN_VIEWS: readonly SavedView[] = [
  { name: 'All jobs', query: '' },
  { name: 'Active', query: 'state=active' },
  { name: 'Needs attention', query: 'state=attention' },
  { name: 'Failed or lost', query: 'state=failed,lost' },
  { name: 'Ended with warnings', query: 'severity=warning' },
];

const STORAGE_KEY = 'jobgate.views';
const listeners = new Set<() => void>();
let views = load();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSavedViews = (): readonly SavedView[] => useSyncExternalStore(subscribe, () => views);

/** Replaces a view of the same name. */
export function saveView(view: SavedView): void {
  save([...views.filter(({ name }) => name !== view.name), view]);
}

export function deleteView(name: string): void {
  save(views.filter((view) => view.name !== name));
}

function save(next: readonly SavedView[]): void {
  views = next;
  localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function load(): readonly SavedView[] {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '[]') as SavedView[];
  } catch {
    return [];
  }
}
