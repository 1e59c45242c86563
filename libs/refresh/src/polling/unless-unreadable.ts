import { UnreadableRecord } from '#libs/store';

/**
 * null: a record that could be read became unreadable meanwhile. Nobody else is kept up by it: the job is met again when it
 * is claimed, and put off then.
 */
export async function unlessUnreadable<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnreadableRecord) return null;
    throw error;
  }
}

/** The same for many: waits for all of them. */
export async function allUnlessUnreadable(works: readonly Promise<unknown>[]): Promise<void> {
  for (const ended of await Promise.allSettled(works)) {
    if (ended.status === 'rejected' && !(ended.reason instanceof UnreadableRecord)) throw ended.reason;
  }
}
