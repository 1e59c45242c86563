import { useId } from 'react';
import { useConnections } from '../overview/overview.queries.js';
import { FRESHNESS_LABELS } from '../freshness/freshness.badge.js';
import { valuesOf, withFilter, withToggled, type ListFilter } from './jobs.filter.js';

interface MoreFiltersProps {
  query: URLSearchParams;
  onChange: (query: URLSearchParams) => void;
}

const SEVERITIES = { ok: 'OK', warning: 'Warning', error: 'Error', unknown: 'Unknown' };
const KINDS = { run: 'Runs', pointer: 'Latest-run aliases' };

export function MoreFilters({ query, onChange }: MoreFiltersProps) {
  const { data } = useConnections();
  const known = [...(data?.connections ?? []).map(({ name }) => name), ...(data?.unreachable ?? [])];
  const names = Object.fromEntries(known.map((name) => [name, name]));
  return (
    <div className="more-filters">
      <Choices title="Connection" name="connection" words={names} query={query} onChange={onChange} />
      <Choices title="Freshness" name="observation" words={FRESHNESS_LABELS} query={query} onChange={onChange} />
      <Choices title="Severity" name="severity" words={SEVERITIES} query={query} onChange={onChange} />
      <Choices title="Kind" name="kind" words={KINDS} query={query} onChange={onChange} />
      <div className="more-texts row">
        <TextFilter
          title="Operation"
          name="operation"
          hint="upstream operation name"
          query={query}
          onChange={onChange}
        />
        <TextFilter title="Label" name="label" hint="name:value" query={query} onChange={onChange} />
      </div>
    </div>
  );
}

function Choices(
  props: MoreFiltersProps & { title: string; name: ListFilter; words: Readonly<Record<string, string>> },
) {
  const { title, name, words, query, onChange } = props;
  const chosen = valuesOf(query, name);
  return (
    <fieldset className="stack">
      <legend>{title}</legend>
      {Object.entries(words).map(([value, word]) => (
        <label key={value} className="row">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => onChange(withToggled(query, name, value))}
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}

function TextFilter(props: MoreFiltersProps & { title: string; name: 'operation' | 'label'; hint: string }) {
  const { title, name, hint, query, onChange } = props;
  const id = useId();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const text = String(new FormData(event.currentTarget).get('text')).trim();
        onChange(withFilter(query, name, text === '' ? [] : [text]));
      }}
    >
      <label htmlFor={id}>{title}</label>
      <input id={id} name="text" className="field" placeholder={hint} defaultValue={query.getAll(name).join(',')} />
    </form>
  );
}
