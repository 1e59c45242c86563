import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG } from '#libs/providers/catalog';
import { repositoryFiles, ROOT } from './repository.js';

const FOLDER = 'libs/providers/src';

const folders = readdirSync(join(ROOT, FOLDER), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe('the providers', () => {
  it('on disk are the registered ones, under the same names', () => {
    expect([...CATALOG.keys()].sort()).toEqual(folders);
  });

  it.each(folders)('%s has the files that every provider has', (name) => {
    const roles = ['descriptor', 'states', 'translate', 'wire', 'client', 'provider'];
    const wanted = [...roles.map((role) => `${name}.${role}.ts`), `${name}.translate.spec.ts`, 'README.md'];
    const files = repositoryFiles();
    expect(wanted.filter((file) => !files.includes(`${FOLDER}/${name}/${file}`))).toEqual([]);
  });
});
