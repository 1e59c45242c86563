import { findOnPath, provideProgram } from '../programs/program.provider.mjs';

export { findOnPath, privilege } from '../programs/program.provider.mjs';

const PROGRAMS = ['redis-server', 'valkey-server'];

const INSTALLERS = [
  { manager: 'apt-get', attempts: [['install', '-y', 'redis-server']], refresh: ['update'], asRoot: true },
  {
    manager: 'dnf',
    attempts: [
      ['install', '-y', 'redis'],
      ['install', '-y', 'valkey'],
    ],
    asRoot: true,
  },
  {
    manager: 'apk',
    attempts: [
      ['add', 'redis'],
      ['add', 'valkey'],
    ],
    refresh: ['update'],
    asRoot: true,
  },
  { manager: 'brew', attempts: [['install', 'redis']], asRoot: false },
];

export const REDIS_ADVICE =
  'No Redis found. Give one with REDIS_URL=redis://host:6379, or install redis-server or valkey-server 7 or newer ' +
  '(Debian, Ubuntu: apt-get install redis-server; Fedora: dnf install valkey; Alpine: apk add redis; macOS: brew install redis).';

/** The path of a Redis server on PATH, or null. */
export function findRedisProgram() {
  return PROGRAMS.map(findOnPath).find((path) => path !== null) ?? null;
}

/** Like `findRedisProgram`, but installs one with the system's package manager where that needs no question. */
export function provideRedisProgram(options) {
  return provideProgram({ title: 'Redis', find: findRedisProgram, installers: INSTALLERS }, options);
}
