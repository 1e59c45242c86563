import { JOB_STATES, type JobState } from '#libs/jobs';
import { readable, type Store } from '#libs/store';
import { eventsOf } from './store.scene.js';

/** Where the record, the indexes, the history and the last event of these jobs do not say the same. */
export async function disagreements(store: Store, connection: string, jobKeys: readonly string[]): Promise<string[]> {
  const { redis, keys, jobs } = store;
  const found = (await jobs.readMany(jobKeys.map((key) => ({ connection, key })))).map(readable);
  const events = await eventsOf(store, connection);
  const complaints: string[] = [];
  for (const [index, key] of jobKeys.entries()) {
    const record = found[index]?.record;
    const complain = (what: string, is: unknown, wanted: unknown) => {
      if (String(is) !== String(wanted)) complaints.push(`${key}: ${what} ${String(is)}, not ${String(wanted)}`);
    };
    const states: JobState[] = [];
    for (const state of JOB_STATES) {
      if ((await redis.zscore(keys.byState(connection, state), key)) !== null) states.push(state);
    }
    complain('states in the index', states, record ? [record.state] : []);
    complain('time of change', await redis.zscore(keys.byChange(connection), key), record?.changedAt ?? null);
    complain('expiry', await redis.zscore(keys.expiry(connection), key), record?.expiresAt ?? null);
    const nextCheckAt = record?.observation.nextCheckAt ?? null;
    complain('schedule', await redis.zscore(keys.schedule(connection), key), nextCheckAt);
    const last = events.filter((event) => event['key'] === key).at(-1);
    complain('last event', last?.['revision'] ?? null, record?.revision ?? null);
    if (!record) continue;
    const history = await jobs.history({ connection, key });
    complain('end of the history', history.at(-1)?.to ?? 'unknown', record.state);
  }
  return complaints;
}
