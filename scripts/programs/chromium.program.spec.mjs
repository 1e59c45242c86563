import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_ADVICE, findChromium, provideChromium } from './programs.mjs';

const { PATH, CHROMIUM_PATH } = process.env;

describe('the search for a Chromium', () => {
  let folder;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobgate-path-'));
    process.env.PATH = folder;
    delete process.env.CHROMIUM_PATH;
  });

  afterEach(() => {
    process.env.PATH = PATH;
    if (CHROMIUM_PATH === undefined) delete process.env.CHROMIUM_PATH;
    else process.env.CHROMIUM_PATH = CHROMIUM_PATH;
    rmSync(folder, { recursive: true });
  });

  function program(name, text = '') {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  }

  it.each(['chromium', 'chromium-browser', 'google-chrome'])('takes a %s on PATH', async (name) => {
    const path = program(name);
    expect(findChromium()).toBe(path);
    expect(await provideChromium()).toBe(path);
  });

  it('takes the one that CHROMIUM_PATH names before all others', () => {
    program('chromium');
    process.env.CHROMIUM_PATH = program('of-my-own');
    expect(findChromium()).toBe(join(folder, 'of-my-own'));
  });

  it('says so when CHROMIUM_PATH names nothing that can be run', async () => {
    process.env.CHROMIUM_PATH = join(folder, 'absent');
    await expect(provideChromium()).rejects.toThrow('CHROMIUM_PATH names');
  });

  it('installs one with the system’s package manager', async () => {
    program('sudo', 'shift; exec "$@"');
    program('apt-get', `/bin/cp ${join(folder, 'sudo')} ${join(folder, 'chromium')}`);
    expect(await provideChromium()).toBe(join(folder, 'chromium'));
  });

  it('advises where none can be installed', async () => {
    await expect(provideChromium()).rejects.toThrow(CHROMIUM_ADVICE);
  });
});
