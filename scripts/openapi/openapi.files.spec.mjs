import { readFile } from 'node:fs/promises';
import { ROOT } from '../root.mjs';
import { OpenApiFiles, typesOf } from './openapi.files.mjs';

describe('the types of the client', () => {
  it('are those of the committed document; `npm run openapi` writes both', async () => {
    const files = new OpenApiFiles(ROOT);
    const types = await typesOf(await files.read());
    expect(types).toBe(await readFile(files.types, 'utf8'));
  });
});
