import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { lineOf } from '../job.lines.js';

/** One job as JSON in full, several as a line each; with `--json` always the resource. */
export async function get({ client, ids, options, out }: CliContext): Promise<number | string> {
  if (ids.length === 0) return 'get takes one or more job ids.';
  for (const id of ids) {
    const job = await client.job(id);
    out.write(`${options.json ? JSON.stringify(job) : ids.length > 1 ? lineOf(job) : JSON.stringify(job, null, 2)}\n`);
  }
  return EXIT.success;
}
