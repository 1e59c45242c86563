import { formatJobId } from '#libs/jobs';
import type { EventLog, StreamPosition } from '#libs/store';
import { parseEventId } from './event.position.js';
import type { StreamSource } from './stream.source.js';
import type { ChangeNotification } from '../changes/change-notifications.js';

/** Where a client was, and what has changed since then. */
export interface Resumption {
  positions: ReadonlyMap<string, StreamPosition>;
  changes: readonly ChangeNotification[];
}

/** A client that missed more in one connection gets a snapshot. */
const MAX_REPLAYED = 10_000;

/** The changes since an event; null: no longer known, or not an id of ours. */
export async function resumptionOf(
  log: EventLog,
  { connections, jobId }: StreamSource,
  lastEventId: string,
): Promise<Resumption | null> {
  const positions = parseEventId(lastEventId, connections);
  if (positions === null) return null;
  const logs = await Promise.all(
    connections.map((connection) => log.after(connection, positions.get(connection)!, MAX_REPLAYED)),
  );
  if (logs.some((events) => events === null)) return null;
  const changes = logs.flatMap((events) =>
    events!
      .filter(({ event }) => event.type !== 'touched')
      .map(({ event, position }) => {
        const { connection, key } = event;
        return { connection, key, id: formatJobId({ connection, key }), position };
      }),
  );
  return { positions, changes: jobId === null ? changes : changes.filter(({ id }) => id === jobId) };
}
