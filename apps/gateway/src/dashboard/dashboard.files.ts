import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StaticContent } from '../http/static.content.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Of the compiled gateway: dist/apps/dashboard. */
const FOLDER = fileURLToPath(new URL('../../../dashboard', import.meta.url));
const PAGE = 'index.html';
const ASSETS = 'assets';

/** The files of the dashboard's build: read on first use, and kept in memory. */
export class DashboardFiles {
  private loading: Promise<Map<string, StaticContent>> | null = null;

  constructor(private readonly folder = FOLDER) {}

  /** null: the dashboard has not been built. */
  async page(): Promise<StaticContent | null> {
    return (await this.files()).get(PAGE) ?? null;
  }

  async asset(name: string): Promise<StaticContent | null> {
    return (await this.files()).get(`${ASSETS}/${name}`) ?? null;
  }

  private async files(): Promise<Map<string, StaticContent>> {
    this.loading ??= this.load();
    const files = await this.loading;
    // It may be built while the gateway runs.
    if (files.size === 0) this.loading = null;
    return files;
  }

  private async load(): Promise<Map<string, StaticContent>> {
    const assets = await namesIn(join(this.folder, ASSETS));
    const paths = [PAGE, ...assets.map((name) => `${ASSETS}/${name}`)].filter((path) => extname(path) in TYPES);
    const files = await Promise.all(paths.map(async (path) => [path, await fileAt(join(this.folder, path))] as const));
    return new Map(files.filter((entry): entry is [string, StaticContent] => entry[1] !== null));
  }
}

async function fileAt(path: string): Promise<StaticContent | null> {
  const bytes = await readFile(path).catch(nullIfMissing);
  if (bytes === null) return null;
  return new StaticContent(TYPES[extname(path)]!, bytes);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nullIfMissing)) ?? [];
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
