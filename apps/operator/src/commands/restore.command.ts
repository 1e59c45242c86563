import { CURRENT_FORMATS } from '#libs/store';
import type { OperatorContext } from '../operator.context.js';
import { BackupFault, checkBackup, partsOf, type CheckedBackup } from '../backup/backup.reader.js';
import { EXIT } from '../operator.usage.js';
import { runningProcesses } from './running.processes.js';

/** Puts a backup in the place of all that is kept in Redis. The whole file is read before anything is changed. */
export async function restore(context: OperatorContext): Promise<number | string> {
  const { files, store, write, writeError } = context;
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) return 'restore takes one file.';
  try {
    const checked = await checkBackup(file);
    const blocker = await blockerOf(context, checked);
    if (blocker !== null) {
      writeError(`Nothing was changed: ${blocker}`);
      return EXIT.failed;
    }
    await store.backup.clear();
    await store.backup.restore(partsOf(file));
    write(`${checked.keys} keys of ${checked.header.madeAt} restored\n`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error;
    writeError(`${file} was not restored. ${error.message}`);
    return EXIT.failed;
  }
}

async function blockerOf(
  { configuration, options, store }: OperatorContext,
  { header, formats }: CheckedBackup,
): Promise<string | null> {
  const { prefix } = configuration.redis;
  const newest: Partial<Record<string, number>> = CURRENT_FORMATS;
  if (header.prefix !== prefix)
    return `the backup is of redis.prefix ${header.prefix}, the configuration file says ${prefix}.`;
  const unknown = Object.keys(formats).filter((kind) => !(formats[kind]! <= (newest[kind] ?? 0)));
  if (unknown.length > 0) return `this version cannot read ${unknown.join(', ')} of the later one that wrote them.`;
  const running = await runningProcesses(store);
  if (running !== null) return `stop ${running} first.`;
  const isInTheWay = !options.force && !(await store.backup.isEmpty());
  return isInTheWay ? `there is something under ${prefix} already. --force removes it.` : null;
}
