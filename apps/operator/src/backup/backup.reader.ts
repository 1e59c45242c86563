import type { BackupPart } from '#libs/store';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { BACKUP_VERSION, type BackupHeader, type BackupTrailer } from './backup.format.js';

/** The key, without the prefix, of the numbers of formats. */
const FORMATS = 'forms';

/** Why a file cannot be restored. */
export class BackupFault extends Error {}

/** The content of a complete file. `formats`: the format of its records, by kind. */
export interface CheckedBackup {
  header: BackupHeader;
  keys: number;
  formats: Record<string, number>;
}

/**
 * Reads a file to its end before anything is done with it.
 * @throws BackupFault when it is no whole backup
 */
export async function checkBackup(file: string): Promise<CheckedBackup> {
  const sum = createHash('sha256');
  const keys = new Set<string>();
  const formats: Record<string, number> = {};
  let header: BackupHeader | null = null;
  let trailer: BackupTrailer | null = null;
  let parts = 0;
  for await (const line of linesOf(file)) {
    if (trailer) throw new BackupFault('It goes on after its end.');
    const content = contentOf(line);
    if (!header) header = headerOf(content);
    else if ('key' in content) {
      const part = content as unknown as BackupPart;
      keys.add(part.key);
      if (part.key === FORMATS) Object.assign(formats, numbersIn(part));
    } else trailer = content as unknown as BackupTrailer;
    if (trailer) continue;
    sum.update(`${line}\n`);
    parts += 1;
  }
  if (!header) throw new BackupFault('It is empty.');
  if (!trailer) throw new BackupFault('Its end is missing.');
  if (trailer.parts !== parts - 1 || trailer.sha256 !== sum.digest('hex')) {
    throw new BackupFault('Its content is not what was written.');
  }
  return { header, keys: keys.size, formats };
}

/** The content of a file that `checkBackup` has found to be whole. */
export async function* partsOf(file: string): AsyncGenerator<BackupPart> {
  let isHeader = true;
  for await (const line of linesOf(file)) {
    const content = contentOf(line);
    if (!isHeader && 'key' in content) yield content as unknown as BackupPart;
    isHeader = false;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip());
  source.on('error', (error) => text.destroy(error));
  try {
    yield* createInterface({ input: text, crlfDelay: Infinity });
    if (text.errored) throw text.errored;
  } catch (error) {
    throw new BackupFault(`It cannot be read: ${(error as Error).message}.`);
  } finally {
    source.destroy();
  }
}

function contentOf(line: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(line);
    if (typeof content === 'object' && content !== null) return content as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  throw new BackupFault('It is no backup of Jobgate.');
}

function headerOf(content: Record<string, unknown>): BackupHeader {
  const { jobgateBackup: version } = content;
  if (typeof version !== 'number') throw new BackupFault('It is no backup of Jobgate.');
  if (version > BACKUP_VERSION) throw new BackupFault('A later version of Jobgate made it.');
  return content as unknown as BackupHeader;
}

function numbersIn({ type, entries }: BackupPart): Record<string, number> {
  if (type !== 'hash') return {};
  const pairs: [string, number][] = [];
  for (let index = 0; index < entries.length; index += 2) {
    pairs.push([String(entries[index]), Number(entries[index + 1])]);
  }
  return Object.fromEntries(pairs);
}
