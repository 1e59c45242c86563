import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { provideProgram } from '../programs/program.provider.mjs';

const FOLDERS = ['/usr/lib', '/usr/lib64', '/usr/local/lib'];
const LIBRARY = 'faketime/libfaketime.so.1';

const INSTALLERS = [
  {
    manager: 'apt-get',
    attempts: [['install', '-y', '--no-install-recommends', 'faketime']],
    refresh: ['update'],
    asRoot: true,
  },
  { manager: 'dnf', attempts: [['install', '-y', 'libfaketime']], asRoot: true },
  { manager: 'apk', attempts: [['add', 'libfaketime']], refresh: ['update'], asRoot: true },
];

export const FAKETIME_ADVICE =
  'No faketime found, so that no test moves the clock of a process (Debian, Ubuntu: apt-get install faketime; Fedora: dnf install libfaketime; Alpine: apk add libfaketime).';

/** The path of the library that a process loads to be told another time, or null. Some systems have a folder for each machine. */
export function findFaketime() {
  const folders = FOLDERS.filter(existsSync).flatMap((folder) => [
    folder,
    ...readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name)),
  ]);
  return folders.map((folder) => join(folder, LIBRARY)).find((path) => existsSync(path)) ?? null;
}

/** Like `findFaketime`, but installs it with the system's package manager where that needs no question. */
export function provideFaketime(options) {
  return provideProgram({ title: 'faketime', find: findFaketime, installers: INSTALLERS }, options);
}
