import type { FollowedJob } from '#libs/client';
import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { hasEndedBadly } from '../job.lines.js';
import { ProgressScreen } from '../progress.screen.js';

/** Follows jobs until all of them have ended; whether they ended well, the exit code tells. */
export async function watch(context: CliContext): Promise<number | string> {
  const { ids, options, out } = context;
  if (ids.length === 0) return 'Which job? watch wants an id, or several.';
  const screen = new ProgressScreen(out);
  let isGood = true;
  for await (const { id, job } of changesOf(context)) {
    if (options.json) out.write(`${JSON.stringify(job ?? { id, state: null })}\n`);
    else screen.show(id, job);
    if (job === null || hasEndedBadly(job)) isGood = false;
  }
  return isGood ? EXIT.well : EXIT.badly;
}

/** One job comes by its stream of events, several by one request for all of them. */
async function* changesOf({ client, ids, signal }: CliContext): AsyncGenerator<FollowedJob, void, undefined> {
  const [id, ...more] = ids;
  if (more.length > 0) return yield* client.follow(ids, { signal });
  for await (const job of client.watch(id!, { signal })) yield { id: id!, job };
}
