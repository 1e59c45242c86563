import { handwrittenFiles, read } from './repository.js';

const LONGEST_FILE = 400;
const ENVIRONMENT =
  /\bprocess\.env\b|\bprocess\[['"`]env|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](node:)?process['"]/;
/** The command line is a caller, and knows no configuration of a gateway. */
const ENVIRONMENT_OF_CALLERS = 'apps/cli/src/cli.environment.ts';
const NAMED_FOR_NOTHING = /(^|\/)(common|shared|utils?|helpers?|core|misc)\//;

describe('the rules of the repository', () => {
  const files = handwrittenFiles();

  it(`no file is longer than ${LONGEST_FILE} lines`, () => {
    const long = files.filter((path) => read(path).split('\n').length > LONGEST_FILE + 1);
    expect(long).toEqual([]);
  });

  it('the environment is read in libs/config only, and in one file of the command line', () => {
    const sources = files.filter((path) => /^(apps|libs)\//.test(path) && !path.startsWith('libs/config/'));
    const readers = sources.filter((path) => !path.endsWith('.spec.ts') && ENVIRONMENT.test(read(path)));
    expect(readers).toEqual([ENVIRONMENT_OF_CALLERS]);
  });

  it('no folder is named for nothing', () => {
    expect(files.filter((path) => NAMED_FOR_NOTHING.test(path))).toEqual([]);
  });

  it('the lock file names no registry', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
    expect(read('.npmrc')).toContain('omit-lockfile-registry-resolved=true');
  });
});
