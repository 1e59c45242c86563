import { useId } from 'react';
import { ExternalStore, readStored, useExternalStore } from '../shell/external.store.js';

/** A named query of the list. */
interface SavedView {
  name: string;
  query: string;
}

const BUILT_IN_VIEWS: readonly SavedView[] = [
  { name: 'All jobs', query: '' },
  { name: 'Active', query: 'state=active' },
  { name: 'Needs attention', query: 'state=attention' },
  { name: 'Failed or lost', query: 'state=failed,lost' },
  { name: 'Ended with warnings', query: 'severity=warning' },
];

const STORAGE_KEY = 'jobgate.views';
const store = new ExternalStore<readonly SavedView[]>(readStored(localStorage, STORAGE_KEY, []));

/** Replaces a view of the same name. */
const saveView = (view: SavedView): void => save([...without(view.name), view]);

const deleteView = (name: string): void => save(without(name));

const without = (name: string): SavedView[] => store.current().filter((view) => view.name !== name);

function save(views: readonly SavedView[]): void {
  store.set(views);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(views));
}

/** Built-in views, and those saved in this browser. */
export function SavedViews({ query }: { query: URLSearchParams }) {
  const views = useExternalStore(store);
  const id = useId();
  return (
    <div className="saved-views stack">
      <ul>
        {BUILT_IN_VIEWS.map((view) => (
          <li key={view.name} className="row between">
            <a href={`#/jobs?${view.query}`}>{view.name}</a>
          </li>
        ))}
      </ul>
      {views.length > 0 && (
        <ul aria-label="Saved in this browser">
          {views.map((view) => (
            <li key={view.name} className="row between">
              <a href={`#/jobs?${view.query}`}>{view.name}</a>
              <button
                type="button"
                className="button is-quiet"
                aria-label={`Delete view ${view.name}`}
                onClick={() => deleteView(view.name)}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get('name')).trim();
          if (name !== '') saveView({ name, query: query.toString().replaceAll('%2C', ',') });
          event.currentTarget.reset();
        }}
      >
        <label htmlFor={id}>Save view as</label>
        <input id={id} name="name" className="field" maxLength={40} />
      </form>
    </div>
  );
}
