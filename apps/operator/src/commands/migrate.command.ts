import { CURRENT_FORMATS, STORED_KINDS, type LiveProcess } from '#libs/store';
import { SubscriptionRepository } from '#libs/webhooks';
import type { OperatorContext } from '../operator.context.js';
import { EXIT } from '../operator.usage.js';

/**
 * Lets all processes write in the newest formats, once all of them read these, and removes what is read no more; seals
 * subscriptions by the present key. Safe to run twice. A downgrade afterwards needs a backup from before.
 */
export async function migrate({ files, store, write, writeError }: OperatorContext): Promise<number | string> {
  if (files.length > 0) return 'migrate takes no file.';
  const [processes, workers] = await Promise.all([store.processes.all(), store.heartbeats.alive()]);
  const older = processes.flatMap(tooOld);
  const silent = workers.length - processes.filter(({ role }) => role === 'worker').length;
  if (silent > 0)
    older.push(`${silent} of ${workers.length} workers: of a version that does not say which formats it reads`);
  if (older.length > 0) {
    writeError(`Nothing was changed. Replace these processes first:\n${older.map((line) => `  ${line}`).join('\n')}`);
    return EXIT.failed;
  }
  const before = await store.formats.load();
  const raised = await store.formats.raise();
  for (const kind of raised) write(`${kind}: format ${before[kind]} → ${CURRENT_FORMATS[kind]}\n`);
  let retired = 0;
  for (const connection of await store.connectionKeys.connections()) {
    retired += await store.durations.removeFirstForm(connection);
  }
  if (retired > 0) write(`duration: ${retired} values of format 1 removed\n`);
  const resealed = await new SubscriptionRepository(store).reseal();
  if (resealed > 0) write(`subscription: ${resealed} texts written anew by the present redis.encryptionKey\n`);
  if (raised.length === 0 && retired === 0 && resealed === 0)
    write('All processes write in the newest formats already.\n');
  return EXIT.done;
}

/** Which kinds a process cannot read in their newest format, as a line. */
function tooOld({ role, host, pid, forms }: LiveProcess): string[] {
  const kinds = STORED_KINDS.filter((kind) => (forms[kind] ?? 0) < CURRENT_FORMATS[kind]);
  return kinds.length === 0
    ? []
    : [`${role} ${pid} on ${host}: does not read the newest format of ${kinds.join(', ')}`];
}
