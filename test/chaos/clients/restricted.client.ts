import { HeldJobs } from './held.jobs.js';
import { repeat } from './loop.js';
import { readOne } from './reading.client.js';
import type { RecordingClient } from './recording.client.js';

const OWN = 'dm-prod~';

/** Reads what it may see, and looks for what it may not. */
export function lookAround(client: RecordingClient, everyMs: number): Promise<void> {
  const { chance, world } = client;
  const held = new HeldJobs();
  return repeat(
    world.stopping,
    () => everyMs,
    async () => {
      const [own, hidden] = [true, false].map((isOwn) => world.jobs.filter((id) => id.startsWith(OWN) === isOwn));
      const lists = ['/jobs?limit=100', '/jobs/summary?groupBy=connection,state', '/connections'];
      await client.send({ operation: 'list', path: chance.pick(lists) });
      if (own!.length > 0) await readOne(client, held, chance.pick(own!), true);
      if (hidden!.length === 0) return;
      const subject = chance.pick(hidden!);
      const paths = [`/jobs/${subject}`, `/jobs/${subject}/history`, `/jobs/${subject}/events`];
      await client.send({ operation: 'probe', path: chance.pick(paths), subject });
    },
  );
}
