import { needsAttention, type JobRecord } from '#libs/jobs';
import { readable, type StreamedChange, type Store } from '#libs/store';

const BATCH_SIZE = 200;

/** One event with the current state of each job that changed since then, in the order of the changes. */
export async function* snapshotEvents(
  store: Store,
  connection: string,
  since: number,
): AsyncGenerator<StreamedChange[]> {
  const keys = await store.streamReader.changedSince(connection, since);
  for (let start = 0; start < keys.length; start += BATCH_SIZE) {
    const addresses = keys.slice(start, start + BATCH_SIZE).map((key) => ({ connection, key }));
    const found = await store.jobs.readMany(addresses);
    yield found.map(readable).flatMap((stored) => (stored ? [snapshotEventOf(stored.record)] : []));
  }
}

/** The id is deterministic, so that receivers can deduplicate. */
function snapshotEventOf(record: JobRecord): StreamedChange {
  const { connection, key, kind, severity, state, revision, changedAt } = record;
  return {
    connection,
    key,
    type: 'changed',
    revision,
    kind,
    severity,
    observation: record.observation.status,
    attention: needsAttention(record) ? 'new' : 'none',
    id: `${changedAt}-r${revision}`,
    at: changedAt,
    from: null,
    to: state,
  };
}
