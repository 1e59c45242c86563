import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isMapping } from './tree.js';

/** A file's text, or why there is none. */
export type FileText = { text: string } | { problem: string };

/** Reads a file while a configuration is put together. */
export type ReadFile = (path: string) => FileText;

/** Reads a file now. */
export function readTextFile(path: string): FileText {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return problemOf(error);
  }
}

/**
 * The files that a configuration was put together from, and what they held. Compared by content: a link that leads
 * elsewhere, a replaced file and an overwritten one are all detected, on any file system.
 */
export class FileSnapshot {
  private readonly hashes = new Map<string, string>();

  /** Reads a file and remembers what it held; one that cannot be read is remembered, too. */
  readonly read: ReadFile = (path) => {
    const content = readTextFile(path);
    this.hashes.set(path, hashOf(content));
    return content;
  };

  /** Whether every file still holds what it held. */
  async areUnchanged(): Promise<boolean> {
    const polls = [...this.hashes].map(async ([path, mark]) => hashOf(await readNow(path)) === mark);
    return (await Promise.all(polls)).every(Boolean);
  }
}

async function readNow(path: string): Promise<FileText> {
  try {
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): { problem: string } {
  const code = isMapping(error) && typeof error.code === 'string' ? error.code : 'unknown reason';
  return { problem: `names a file that cannot be read (${code})` };
}

/** Not the text: secrets are held where they are used, and nowhere else. */
function hashOf(content: FileText): string {
  return 'problem' in content ? content.problem : createHash('sha256').update(content.text).digest('base64');
}
