import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { lineOf } from '../job.lines.js';

/** Asks for the end of one job: the upstream decides, and `watch` shows what comes of it. */
export async function cancel({ client, ids, options, out }: CliContext): Promise<number | string> {
  const [id, ...more] = ids;
  if (id === undefined || more.length > 0) return 'cancel takes the id of one job.';
  const job = await client.cancel(id);
  out.write(`${options.json ? JSON.stringify(job) : lineOf(job)}\n`);
  return EXIT.success;
}
