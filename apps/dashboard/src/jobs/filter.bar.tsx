import { useEffect, useRef, useState } from 'react';
import { Menu } from '../shell/menu.js';
import { StateIcon } from '../states/state.badge.js';
import { STATE_LABELS, STATES } from '../states/state.labels.js';
import { jobsHref } from '../shell/routes.js';
import { filterCount, valuesOf, withFilter, withToggled } from './jobs.filter.js';
import { MoreFilters } from './more.filters.js';
import { SavedViews } from './saved.views.js';

const STATE_GROUPS = { attention: 'Needs attention', active: 'Active', terminal: 'Ended' } as const;
const SEARCH_AFTER_MS = 250;

interface FilterBarProps {
  query: URLSearchParams;
  onChange: (query: URLSearchParams) => void;
}

/** The filters of the list; the URL holds all of them. */
export function FilterBar({ query, onChange }: FilterBarProps) {
  const states = valuesOf(query, 'state');
  const others = filterCount(query) - (states.length > 0 ? 1 : 0) - (query.get('q') ? 1 : 0);
  return (
    <search className="stack">
      <div className="filter-line row">
        <SearchField query={query} onChange={onChange} />
        <Menu label={others > 0 ? `Filters (${others})` : 'Filters'}>
          <MoreFilters query={query} onChange={onChange} />
        </Menu>
        <Menu label="Views">
          <SavedViews query={query} />
        </Menu>
        {filterCount(query) > 0 && (
          <a className="button is-quiet" href={jobsHref()}>
            Clear
          </a>
        )}
      </div>
      <div className="chips row" role="group" aria-label="States">
        {Object.entries(STATE_GROUPS).map(([group, words]) => (
          <Chip key={group} isOn={states.includes(group)} onClick={() => onChange(withToggled(query, 'state', group))}>
            {words}
          </Chip>
        ))}
        <span className="chips-gap" aria-hidden="true" />
        {STATES.map((state) => (
          <Chip key={state} isOn={states.includes(state)} onClick={() => onChange(withToggled(query, 'state', state))}>
            <StateIcon state={state} /> {STATE_LABELS[state]}
          </Chip>
        ))}
      </div>
    </search>
  );
}

function Chip({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className="chip marked small" aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  );
}

/** `/` focuses it from anywhere on the page, Escape clears it. */
function SearchField({ query, onChange }: FilterBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const requested = query.get('q') ?? '';
  const [text, setText] = useState(requested);
  const [known, setKnown] = useState({ requested, sent: requested });
  // The URL was changed elsewhere: a view, a link, the browser's history.
  if (requested !== known.requested) {
    setKnown({ requested, sent: requested });
    if (requested !== known.sent) setText(requested);
  }
  const latest = useRef({ query, onChange });
  useEffect(() => {
    latest.current = { query, onChange };
  });

  useEffect(() => {
    const timer = setTimeout(() => {
      const { query, onChange } = latest.current;
      if (text === (query.get('q') ?? '')) return;
      setKnown((before) => ({ ...before, sent: text }));
      onChange(withFilter(query, 'q', text === '' ? [] : [text]));
    }, SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).matches('input, textarea, select');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <label className="search">
      <span className="visually-hidden">Search by ID, name or operation</span>
      <input
        ref={field}
        type="search"
        className="field"
        placeholder="Search by ID, name, operation"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          setText('');
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}
