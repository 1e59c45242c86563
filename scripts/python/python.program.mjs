import { execFileSync } from 'node:child_process';
import { findOnPath, provideProgram } from '../programs/program.provider.mjs';

const INSTALLERS = [
  {
    manager: 'apt-get',
    attempts: [['install', '-y', '--no-install-recommends', 'python3-requests']],
    refresh: ['update'],
    asRoot: true,
  },
  { manager: 'dnf', attempts: [['install', '-y', 'python3-requests']], asRoot: true },
  { manager: 'apk', attempts: [['add', 'py3-requests']], refresh: ['update'], asRoot: true },
];

/** Besides the one on PATH: a package of the system goes to the system's own. */
const PROGRAMS = ['python3', '/usr/bin/python3'];

export const PYTHON_ADVICE =
  'No Python with the module requests found (Debian, Ubuntu: apt-get install python3-requests; Fedora: dnf install python3-requests; Alpine: apk add py3-requests).';

/** The path of a Python that can make requests, or null. */
export function findPython() {
  return PROGRAMS.map((name) => (name.startsWith('/') ? name : findOnPath(name))).find(hasRequests) ?? null;
}

/** Like `findPython`, but installs what is missing with the system's package manager where that needs no question. */
export function providePython(options) {
  return provideProgram({ title: 'Python with requests', find: findPython, installers: INSTALLERS }, options);
}

function hasRequests(program) {
  if (program === null) return false;
  try {
    execFileSync(program, ['-c', 'import requests'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
