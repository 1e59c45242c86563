import { ExternalStore, readStored, useExternalStore } from '../shell/external.store.js';

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
const store = new ExternalStore<readonly SavedView[]>(readStored(localStorage, STORAGE_KEY, []));

export const useSavedViews = (): readonly SavedView[] => useExternalStore(store);

/** Replaces a view of the same name. */
export const saveView = (view: SavedView): void => save([...without(view.name), view]);

export const deleteView = (name: string): void => save(without(name));

const without = (name: string): SavedView[] => store.current().filter((view) => view.name !== name);

function save(views: readonly SavedView[]): void {
  store.set(views);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(views));
}
