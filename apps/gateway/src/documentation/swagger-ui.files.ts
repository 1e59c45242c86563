import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { StaticContent } from '../http/static.content.js';
import { staticFile, StaticFiles } from '../http/static.files.js';
import { PAGE, SCRIPT, STYLE } from './swagger-ui.page.js';

/** What the page loads of the package: it also has source maps, examples and its own description. */
const OF_PACKAGE: ReadonlySet<string> = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

/** The page of Swagger UI, and the files that it loads. */
export class SwaggerUiFiles {
  readonly page = staticFile('index.html', PAGE);
  private readonly own: Record<string, StaticContent> = {
    'jobgate.css': staticFile('jobgate.css', STYLE),
    'jobgate.js': staticFile('jobgate.js', SCRIPT),
  };
  private readonly package = new StaticFiles(packageFolder());

  /** null: the page has no such part. */
  async part(name: string): Promise<StaticContent | null> {
    if (Object.hasOwn(this.own, name)) return this.own[name]!;
    return OF_PACKAGE.has(name) ? this.package.get(name) : null;
  }
}

const packageFolder = (): string => dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
