import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { StaticContent } from '../http/static.content.js';
import { PAGE, SCRIPT, STYLE } from './swagger-ui.page.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
};
const OWN: Record<string, string> = { 'jobgate.css': STYLE, 'jobgate.js': SCRIPT };
/** Of the package, what the page loads: it also has source maps, examples and its own description. */
const OF_PACKAGE: ReadonlySet<string> = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

/** What Swagger UI's page consists of. Files are read when they are first asked for, and kept. */
export class SwaggerUiFiles {
  readonly page = new StaticContent(TYPES['.html']!, PAGE);
  private readonly files = new Map<string, Promise<StaticContent>>();

  /** null: the page has no such part. */
  part(name: string): Promise<StaticContent> | null {
    if (!Object.hasOwn(OWN, name) && !OF_PACKAGE.has(name)) return null;
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const reading = read(name);
    this.files.set(name, reading);
    // What could not be read is tried again.
    reading.catch(() => this.files.delete(name));
    return reading;
  }
}

async function read(name: string): Promise<StaticContent> {
  return new StaticContent(TYPES[extname(name)]!, OWN[name] ?? (await readFile(join(packageFolder(), name))));
}

const packageFolder = (): string => dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
