import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled } from './install.step.mjs';

const LOCK = {
  '': { name: 'app' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true },
};
const A = { 'node_modules/a': { version: '1.0.0' } };

describe('isInstalled', () => {
  const root = mkdtempSync(join(tmpdir(), 'jobgate-install-'));
  afterAll(() => rmSync(root, { recursive: true }));

  function withPackages(present) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true });
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: LOCK }));
    if (!present) return isInstalled(root);
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
    return isInstalled(root);
  }

  it.each([
    ['there is no node_modules', null, false],
    ['a package is missing', {}, false],
    ['a package has another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    ['a package is left over', { ...A, 'node_modules/c': { version: '1.0.0' } }, false],
    ['an optional package is not for this machine', A, true],
    [
      'an optional package is for this machine alone',
      { ...A, 'node_modules/d': { version: '1.0.0', optional: true } },
      true,
    ],
    ['all is as locked', { ...A, 'node_modules/b': { version: '2.0.0' } }, true],
  ])('when %s: %j is %s', async (_when, present, expected) => {
    expect(await withPackages(present)).toBe(expected);
  });

  it('does not take an interrupted installation for a whole one', async () => {
    await withPackages(A);
    rmSync(join(root, 'node_modules/.package-lock.json'));
    expect(await isInstalled(root)).toBe(false);
  });
});
