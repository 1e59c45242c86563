import { ProblemNotice, Skeleton } from '../notices/notices.js';
import { AttentionPanel } from './attention.panel.js';
import { ConnectionCard } from './connection.card.js';
import { CountsPanel } from './counts.panel.js';
import { useConnections } from './overview.queries.js';
import { StateTiles } from './state.tiles.js';
import './overview.css';

export function OverviewPage() {
  return (
    <>
      <h1 className="visually-hidden">Overview</h1>
      <StateTiles />
      <div className="overview-middle">
        <CountsPanel />
        <AttentionPanel />
      </div>
      <Connections />
    </>
  );
}

function Connections() {
  const { data, error, isPending } = useConnections();
  return (
    <section aria-labelledby="connections-title" className="fades">
      <h2 id="connections-title" className="section-title">
        Connections {data && <span className="muted">{data.connections.length}</span>}
      </h2>
      {isPending && <Skeleton height={220} />}
      {error !== null && data === undefined && <ProblemNotice error={error} title="Failed to load connections" />}
      {data && data.unreachable.length > 0 && (
        <p role="status" className="muted">
          Temporarily unavailable: {data.unreachable.join(', ')}
        </p>
      )}
      {data && (
        <div className="connections">
          {data.connections.map((connection) => (
            <ConnectionCard key={connection.name} connection={connection} />
          ))}
        </div>
      )}
    </section>
  );
}
