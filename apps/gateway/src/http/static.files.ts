import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { StaticContent } from './static.content.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};
const NAME = /^[\w-][\w.-]*$/;

export const staticFile = (name: string, content: string | Buffer): StaticContent =>
  new StaticContent(TYPES[extname(name)]!, content);

/** The files of a folder: read on first use, and kept in memory. A missing one is looked up again. */
export class StaticFiles {
  private readonly files = new Map<string, StaticContent>();

  constructor(private readonly folder: string) {}

  /** null: there is no such file, or of no known type. `within`: a folder in the folder. */
  async get(name: string, within = '.'): Promise<StaticContent | null> {
    const path = join(within, name);
    const known = this.files.get(path);
    if (known !== undefined || !NAME.test(name) || !(extname(name) in TYPES)) return known ?? null;
    const bytes = await readFile(join(this.folder, path)).catch(nullIfMissing);
    if (bytes === null) return null;
    const file = staticFile(name, bytes);
    this.files.set(path, file);
    return file;
  }
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
