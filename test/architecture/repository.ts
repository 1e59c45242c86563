import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every file that is committed or would be, by path from the root. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split('\n').filter((path) => path !== '' && isPresent(path));
}

/** What people write by hand: no fixtures, no generated files, no lock file. */
export function handwrittenFiles(): string[] {
  return repositoryFiles().filter(
    (path) => /\.(ts|tsx|mjs|cjs|js|lua)$/.test(path) && !/(^|\/)(generated|fixtures)\//.test(path),
  );
}

function isPresent(path: string): boolean {
  try {
    readFileSync(join(ROOT, path));
    return true;
  } catch {
    return false;
  }
}
