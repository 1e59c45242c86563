import { newRecord, type JobAddress } from '#libs/jobs';
import { Store } from '#libs/store';
import { locationOf } from '../stage/redis-server.js';
import type { Stage } from '../stage/index.js';

/** Stores a running job as if it had been tracked and polled so long ago, and not since. */
export async function addStaleJob(stage: Stage, job: JobAddress & { provider: string }, agoMs: number): Promise<void> {
  const at = Date.now() - agoMs;
  const tracked = newRecord({ ...job, kind: 'run', trackedAt: at });
  const look = { status: 'fresh', observedAt: at, attemptedAt: at, nextCheckAt: Date.now() } as const;
  const record = { ...tracked, state: 'running' as const, observation: { ...tracked.observation, ...look } };
  const store = Store.connect(locationOf(stage.redis.port), stage.configuration.redis.prefix);
  try {
    await store.jobs.update(job, () => ({ revised: { record, hasChanged: true, transition: null } }));
  } finally {
    await store.close();
  }
}
