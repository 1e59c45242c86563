import { useState } from 'react';

const FIRST_SHOWN = 50;
/** Short branches are open up to this depth. */
const OPEN_DEPTH = 2;
const OPEN_MEMBERS = 20;

/** Collapsible JSON. Closed branches are not rendered. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className="json mono">
      <JsonNode name={null} value={value} depth={0} />
    </div>
  );
}

function JsonNode({ name, value, depth }: { name: string | null; value: unknown; depth: number }) {
  const members = entriesOf(value);
  if (members === null || members.length === 0) {
    return (
      <div>
        {name !== null && <span className="json-name">{name}: </span>}
        <JsonScalar value={value} />
      </div>
    );
  }
  return <JsonBranch name={name} members={members} isList={Array.isArray(value)} depth={depth} />;
}

function JsonBranch(props: { name: string | null; members: [string, unknown][]; isList: boolean; depth: number }) {
  const { name, members, isList, depth } = props;
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH && members.length <= OPEN_MEMBERS);
  const [shown, setShown] = useState(FIRST_SHOWN);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {name !== null && <span className="json-name">{name}: </span>}
        <span className="muted">{isList ? `[${members.length}]` : `{${members.length}}`}</span>
      </summary>
      {isOpen && (
        <div className="json-members">
          {members.slice(0, shown).map(([member, part]) => (
            <JsonNode key={member} name={member} value={part} depth={depth + 1} />
          ))}
          {members.length > shown && (
            <button type="button" className="button is-quiet" onClick={() => setShown(shown + 10 * FIRST_SHOWN)}>
              Show {members.length - shown} more
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function JsonScalar({ value }: { value: unknown }) {
  if (Array.isArray(value)) return <span className="muted">[]</span>;
  if (typeof value === 'object' && value !== null) return <span className="muted">{'{}'}</span>;
  if (typeof value === 'string') return <span className="json-text wrap-anywhere">{value === '' ? '""' : value}</span>;
  return <span className="json-other">{String(value)}</span>;
}

/** null: a scalar. */
function entriesOf(value: unknown): [string, unknown][] | null {
  return typeof value === 'object' && value !== null ? Object.entries(value) : null;
}
