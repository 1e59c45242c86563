import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from './repository.js';

const COMMANDS = ['demo', 'test', 'build', 'start', 'start:gateway', 'start:worker', 'bench'];

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** The npm commands that a text names, as script names. */
function commandsIn(text: string): string[] {
  const named = [...text.matchAll(/\bnpm (?:run )?(?:-\w+ )?([a-z][a-z:]*)/g)].map((match) => match[1] ?? '');
  return [...new Set(named)].filter((name) => !['ci', 'install', 'is', 'and'].includes(name));
}

describe('the commands', () => {
  it.each(COMMANDS)('npm run %s is there', (name) => {
    expect(Object.keys(scripts)).toContain(name);
  });

  it.each(COMMANDS)('the README explains %s', (name) => {
    expect(commandsIn(read('README.md'))).toContain(name);
  });

  it.each(['README.md', 'CONTRIBUTING.md'])('%s names no command that does not exist', (page) => {
    expect(commandsIn(read(page)).filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(Object.entries(scripts))('%s starts a script that exists', (_name, command) => {
    const script = /^node (\S+\.mjs)/.exec(command)?.[1];
    expect(script === undefined || existsSync(join(ROOT, script))).toBe(true);
  });

  it('continuous integration runs npm test on two lines of Node.js', () => {
    expect(read('.ci/run')).toMatch(/^exec npm test -- --two-lines$/m);
  });
});
