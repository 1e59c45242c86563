import type { OperatorContext } from '../operator.context.js';
import { writeBackup } from '../backup/backup.writer.js';
import { EXIT } from '../operator.usage.js';
import { runningProcesses } from './running.processes.js';

/** Copies all that is kept in Redis to a file. Keys are read one after another: only at rest do they belong together. */
export async function backup({
  configuration,
  files,
  options,
  store,
  write,
  writeError,
}: OperatorContext): Promise<number | string> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) return 'backup takes one file.';
  const running = await runningProcesses(store);
  if (running !== null && !options.force) {
    writeError(`Nothing was written: ${running} may change what is being copied. Stop them, or use --force.`);
    return EXIT.failed;
  }
  const keys = await writeBackup(file, configuration.redis.prefix, store.backup.parts());
  write(`${keys} keys written to ${file}\n`);
  return EXIT.done;
}
