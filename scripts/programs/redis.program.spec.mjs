import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisProgram, provideRedisProgram } from './programs.mjs';

const { PATH } = process.env;

describe('the search for a Redis', () => {
  let folder;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobgate-path-'));
    process.env.PATH = folder;
  });

  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  function program(name, text = '') {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  }

  /** A package manager that notes what it was asked and installs a server at the nth time. */
  function packageManager(name, succeedsAt) {
    const notes = join(folder, 'notes');
    writeFileSync(notes, '');
    // Only what the shell itself can do: PATH leads here alone.
    program(
      name,
      `echo "$*" >> ${notes}
       asked=0; while read -r line; do asked=$((asked + 1)); done < ${notes}
       [ "$asked" -ge ${succeedsAt} ] || exit 100
       [ "$1" = update ] || { /bin/cp ${join(folder, name)} ${join(folder, 'redis-server')}; }`,
    );
    program('sudo', 'shift; exec "$@"');
    return () => readFileSync(notes, 'utf8').trim().split('\n');
  }

  it('finds none where there is none', async () => {
    expect(findRedisProgram()).toBeNull();
    expect(await provideRedisProgram()).toBeNull();
  });

  it.each(['redis-server', 'valkey-server'])('takes a %s on PATH and installs nothing', async (name) => {
    const asked = packageManager('apt-get', 1);
    const path = program(name);
    expect(await provideRedisProgram()).toBe(path);
    expect(asked()).toEqual(['']);
  });

  it('installs one with the system’s package manager', async () => {
    const asked = packageManager('apt-get', 1);
    const announced = [];
    const path = await provideRedisProgram({ announce: (sentence) => announced.push(sentence) });
    expect(path).toBe(join(folder, 'redis-server'));
    expect(asked()).toEqual(['install -y redis-server']);
    expect(announced).toEqual(['Installing Redis (apt-get)']);
  });

  it('refreshes the package lists only when the first try fails', async () => {
    const asked = packageManager('apt-get', 2);
    expect(await provideRedisProgram()).toBe(join(folder, 'redis-server'));
    expect(asked()).toEqual(['install -y redis-server', 'update', 'install -y redis-server']);
  });

  it('tries the other name where a distribution has only one', async () => {
    const asked = packageManager('dnf', 2);
    expect(await provideRedisProgram()).toBe(join(folder, 'redis-server'));
    expect(asked()).toEqual(['install -y redis', 'install -y valkey']);
  });

  it('gives up when nothing can be installed', async () => {
    packageManager('apt-get', 99);
    expect(await provideRedisProgram()).toBeNull();
  });
});
