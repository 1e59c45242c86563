import { repeat } from './loop.js';
import type { RecordingClient } from './recording.client.js';

/** Untracks jobs, some of which are read again afterwards by others, and so tracked anew. */
export function untrackJobs(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  return repeat(
    context.stopping,
    () => random.whole(everyMs / 2, everyMs * 1.5),
    async () => {
      const subject = context.jobs.slice(-20, -5).find((id) => id.startsWith('hmc-lab~') || id.startsWith('otc-prod~'));
      if (subject === undefined) return;
      await client.send({ operation: 'untrack', method: 'DELETE', path: `/jobs/${subject}`, subject });
    },
  );
}
