import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DOCUMENT = 'docs/openapi.json';
const TYPES = 'libs/client/src/generated/openapi.ts';

/** The document as it is committed, and what is made of it; both are written by `npm run openapi` alone. */
export class OpenApiFiles {
  constructor(root) {
    this.document = join(root, DOCUMENT);
    this.types = join(root, TYPES);
  }

  /** null: there is none yet. */
  async read() {
    const text = await readFile(this.document, 'utf8').catch(() => null);
    return text === null ? null : JSON.parse(text);
  }

  async write(document) {
    await writeFile(this.document, `${JSON.stringify(document, null, 2)}\n`);
    await writeFile(this.types, await typesOf(document));
  }
}

/** The TypeScript of the client's generated part. */
export async function typesOf(document) {
  const { default: openapiTypeScript, astToString } = await import('openapi-typescript');
  const nodes = await openapiTypeScript(JSON.parse(JSON.stringify(document)), { alphabetize: false });
  return `// Made by \`npm run openapi\` from docs/openapi.json.\n${astToString(nodes)}`;
}
