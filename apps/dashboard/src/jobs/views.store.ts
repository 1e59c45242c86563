import { useSyncExternalStore } from 'react';

/** A list under a name: what stands in its address. */
export interface SavedView {
  name: string;
  query: string;
}

/** Those that everybody has. */
export const USUAL_VIEWS: readonly SavedView[] = [
  { name: 'All jobs', query: '' },
  { name: 'Under way', query: 'state=active' },
  { name: 'Needs attention', query: 'state=attention' },
  { name: 'Failed or lost', query: 'state=failed,lost' },
  { name: 'Ended with complaints', query: 'severity=warning' },
];

const PLACE = 'jobgate.views';
const listeners = new Set<() => void>();
let views = kept();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSavedViews = (): readonly SavedView[] => useSyncExternalStore(subscribe, () => views);

/** Takes the place of one of the same name. */
export function saveView(view: SavedView): void {
  keep([...views.filter(({ name }) => name !== view.name), view]);
}

export function forgetView(name: string): void {
  keep(views.filter((view) => view.name !== name));
}

function keep(next: readonly SavedView[]): void {
  views = next;
  localStorage.setItem(PLACE, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function kept(): readonly SavedView[] {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? '[]') as SavedView[];
  } catch {
    return [];
  }
}
