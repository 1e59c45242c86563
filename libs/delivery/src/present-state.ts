import { needsAttention, type JobRecord } from '#libs/jobs';
import { readable, type StreamedChange, type Store } from '#libs/store';

const READ_AT_ONCE = 200;

/** Of each job that changed since then, one event that tells how it stands now; in the order of their changes. */
export async function* eventsOfPresentState(
  store: Store,
  connection: string,
  since: number,
): AsyncGenerator<StreamedChange[]> {
  const keys = await store.streamReader.changedSince(connection, since);
  for (let start = 0; start < keys.length; start += READ_AT_ONCE) {
    const addresses = keys.slice(start, start + READ_AT_ONCE).map((key) => ({ connection, key }));
    const found = await store.jobs.readMany(addresses);
    yield found.map(readable).flatMap((stored) => (stored ? [presentStateOf(stored.record)] : []));
  }
}

/** As an event of the stream, whose id is the same whoever tells it. */
function presentStateOf(record: JobRecord): StreamedChange {
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
