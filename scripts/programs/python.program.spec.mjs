import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from './programs.mjs';

const { PATH } = process.env;

describe('the search for a Python', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobgate-path-'));
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  function python(text) {
    const path = join(folder, 'python3');
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('takes one that has requests', () => {
    const path = python('exit 0');
    expect(findPython()).toBe(path);
  });

  it('takes none that has not', () => {
    const path = python('exit 1');
    expect(findPython()).not.toBe(path);
  });
});
