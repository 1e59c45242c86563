import { useId } from 'react';
import { deleteView, saveView, BUILT_IN_VIEWS, useSavedViews } from './views.store.js';

/** Built-in views, and those saved in this browser. */
export function SavedViews({ query }: { query: URLSearchParams }) {
  const views = useSavedViews();
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
