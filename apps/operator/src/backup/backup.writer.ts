import type { BackupPart } from '#libs/store';
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BACKUP_VERSION, type BackupHeader, type BackupTrailer } from './backup.format.js';

/** For the eyes of its owner alone: it contains labels, results and the secrets of webhooks. */
const MODE = 0o600;

/** Writes a backup; a file of this name is replaced once the new one is whole and on disk. Returns how many keys it has. */
export async function writeBackup(file: string, prefix: string, parts: AsyncIterable<BackupPart>): Promise<number> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  const keys = new Set<string>();
  try {
    const handle = await open(unfinished, 'wx', MODE);
    try {
      await pipeline(
        Readable.from(linesOf(prefix, parts, keys)),
        createGzip(),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) await handle.appendFile(chunk);
        },
      );
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
  return keys.size;
}

async function* linesOf(prefix: string, parts: AsyncIterable<BackupPart>, keys: Set<string>): AsyncGenerator<string> {
  const sum = createHash('sha256');
  const line = (content: BackupHeader | BackupPart | BackupTrailer): string => {
    const text = `${JSON.stringify(content)}\n`;
    sum.update(text);
    return text;
  };
  yield line({ jobgateBackup: BACKUP_VERSION, prefix, madeAt: new Date().toISOString() });
  let count = 0;
  for await (const part of parts) {
    keys.add(part.key);
    count += 1;
    yield line(part);
  }
  yield line({ parts: count, sha256: sum.copy().digest('hex') });
}

/** So that the new name of the file outlives a crash of the machine. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
