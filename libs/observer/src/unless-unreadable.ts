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
