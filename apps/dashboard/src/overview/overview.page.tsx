import { QueryContent } from '../notices/notices.js';
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
  const query = useConnections();
  return (
    <section aria-labelledby="connections-title" className="fades">
      <h2 id="connections-title" className="section-title">
        Connections {query.data && <span className="muted">{query.data.connections.length}</span>}
      </h2>
      <QueryContent query={query} failure="Failed to load connections" height={220}>
        {({ connections, unreachable }) => (
          <>
            {unreachable.length > 0 && (
              <p role="status" className="muted">
                Temporarily unavailable: {unreachable.join(', ')}
              </p>
            )}
            <div className="connections">
              {connections.map((connection) => (
                <ConnectionCard key={connection.name} connection={connection} />
              ))}
            </div>
          </>
        )}
      </QueryContent>
    </section>
  );
}
