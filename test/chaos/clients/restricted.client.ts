import { CachedJobs } from './cached.jobs.js';
import { repeat } from './loop.js';
import { readOne } from './reading.client.js';
import type { RecordingClient } from './recording.client.js';

const OWN = 'dm-prod~';

/** Reads visible jobs, and probes for hidden ones. */
export function probeHiddenConnections(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  const held = new CachedJobs();
  return repeat(
    context.stopping,
    () => everyMs,
    async () => {
      const [own, hidden] = [true, false].map((isOwn) => context.jobs.filter((id) => id.startsWith(OWN) === isOwn));
      const lists = ['/jobs?limit=100', '/jobs/summary?groupBy=connection,state', '/connections'];
      await client.send({ operation: 'list', path: random.pick(lists) });
      if (own!.length > 0) await readOne(client, held, random.pick(own!), true);
      if (hidden!.length === 0) return;
      const subject = random.pick(hidden!);
      const paths = [`/jobs/${subject}`, `/jobs/${subject}/history`, `/jobs/${subject}/events`];
      await client.send({ operation: 'probe', path: random.pick(paths), subject });
    },
  );
}
