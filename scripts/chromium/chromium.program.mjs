import { accessSync, constants } from 'node:fs';
import { findOnPath, provideProgram } from '../programs/program.provider.mjs';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** With a font: a page without any has no widths to look at. */
const INSTALLERS = [
  {
    manager: 'apt-get',
    attempts: [
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
      // Ubuntu's name for it.
      ['install', '-y', 'chromium-browser'],
    ],
    refresh: ['update'],
    asRoot: true,
  },
  {
    manager: 'dnf',
    attempts: [
      ['install', '-y', 'chromium', 'liberation-sans-fonts'],
      ['install', '-y', 'chromium'],
    ],
    asRoot: true,
  },
  {
    manager: 'apk',
    attempts: [
      ['add', 'chromium', 'font-liberation'],
      ['add', 'chromium', 'ttf-liberation'],
    ],
    refresh: ['update'],
    asRoot: true,
  },
];

export const CHROMIUM_ADVICE =
  'No Chromium found. Name one with CHROMIUM_PATH=/path/to/chromium, or install chromium or google-chrome ' +
  '(Debian: apt-get install chromium; Ubuntu: apt-get install chromium-browser; Fedora: dnf install chromium; Alpine: apk add chromium).';

/** The path of a Chromium: the one that CHROMIUM_PATH names, else one on PATH, else null. Throws when the named one cannot be run. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return runnable(named);
  return PROGRAMS.map(findOnPath).find((path) => path !== null) ?? null;
}

/**
 * Like `findChromium`, but installs one with the system's package manager where that needs no question. Throws with advice
 * where it cannot.
 */
export async function provideChromium(options) {
  const wanted = { title: 'Chromium', find: findChromium, installers: INSTALLERS };
  const program = await provideProgram(wanted, options);
  if (!program) throw new Error(CHROMIUM_ADVICE);
  return program;
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    throw new Error(`CHROMIUM_PATH names ${path}, which cannot be run.`);
  }
}
