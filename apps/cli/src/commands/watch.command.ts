import type { FollowedJob, Job } from '#libs/client';
import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { ProgressScreen } from '../progress.screen.js';

/** Follows jobs until all of them have ended. The exit code is 0 only if all succeeded. */
export async function watch(context: CliContext): Promise<number | string> {
  const { ids, options, out } = context;
  if (ids.length === 0) return 'watch takes one or more job ids.';
  const screen = new ProgressScreen(out);
  const latest = new Map<string, Job | null>();
  for await (const { id, job } of changesOf(context)) {
    if (options.json) out.write(`${JSON.stringify(job ?? { id, state: null })}\n`);
    else screen.show(id, job);
    latest.set(id, job);
  }
  return ids.every((id) => hasSucceeded(latest.get(id))) ? EXIT.success : EXIT.failure;
}

const hasSucceeded = (job: Job | null | undefined): boolean => job?.terminal === true && job.state === 'succeeded';

/** One job comes by its stream of events, several by one request for all of them. */
async function* changesOf({ client, ids, signal }: CliContext): AsyncGenerator<FollowedJob, void, undefined> {
  const [id, ...more] = ids;
  if (more.length > 0) return yield* client.follow(ids, { signal });
  for await (const job of client.watch(id!, { signal })) yield { id: id!, job };
}
