import type { Canceler } from '../src/commands/canceler.js';
import type { ConnectionContext } from '../src/connection-context.js';
import { JobPoller } from '../src/polling/poll.js';
import { DueJobPoller } from '../src/scheduling/due-job-poller.js';

/** A poller that is told of what this context's store writes, as in a worker. */
export function duePollerOf(context: ConnectionContext, canceler: Canceler, jobPoller = new JobPoller(context)) {
  const poller = new DueJobPoller(context, jobPoller, canceler);
  context.store.signals.listen((_, { dueAt }) => {
    if (dueAt !== null) poller.dueAt(dueAt);
  });
  return poller;
}
