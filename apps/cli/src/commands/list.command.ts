import type { ListQuery } from '#libs/client';
import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { lineOf } from '../job.lines.js';

/** One page of the list; says which connections its data is stale of. */
export async function list({ client, ids, options, out, writeError }: CliContext): Promise<number | string> {
  if (ids.length > 0) return 'list takes no ids; get does.';
  const { state, connection, provider, label, query, sort, limit } = options;
  // The gateway checks the words, and says what it knows.
  const parameters = { state, connection, provider, label, q: query, sort, limit } as ListQuery;
  const page = await client.list(parameters);
  if (options.json) {
    out.write(`${JSON.stringify(page)}\n`);
    return EXIT.success;
  }
  for (const job of page.jobs) out.write(`${lineOf(job)}\n`);
  if (page.nextCursor !== null) writeError('More jobs match: narrow the list, or raise --limit (200 at most).');
  if (!page.complete) writeError(`Stale data of: ${page.unreachable.join(', ')}.`);
  return EXIT.success;
}
