import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from '../architecture/repository.js';

/** Commands of the pages that are not run here, and why. */
export const NOT_RUN: readonly { command: RegExp; reason: string }[] = [
  {
    command: /^npm run demo$/,
    reason: 'goes on until somebody ends it; what it prints is checked by the specs of scripts/demo',
  },
  { command: /^npm test$/, reason: 'is what runs these tests' },
  { command: /^npm ci && npm run build$/, reason: 'would replace what this test stands on' },
  { command: /^npm run test:node\b/, reason: 'fetches another Node.js, and runs these tests on it' },
  { command: /^npm run (format|lint|types|rules|spelling|jest)\b/, reason: 'is a check of its own in npm test' },
  {
    command: /^JOBGATE_CONFIG=\S+ npm (run )?start(:\w+)?$/,
    reason: 'goes on until somebody ends it; the processes are started by the end-to-end tests',
  },
  { command: /^npm run bench\b/, reason: 'takes a quarter of an hour, and wants a quiet machine' },
  { command: /^docker /, reason: 'wants a container engine; see test/architecture/containers.spec.ts' },
  { command: /^kubectl /, reason: 'wants a cluster; see test/architecture/kubernetes.spec.ts' },
];

export const isNotRun = (command: string): boolean => NOT_RUN.some((entry) => entry.command.test(command));

/** What a command that is not run names, and what there is not: files of the repository, scripts of npm. */
export function missingIn(command: string): string[] {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const files = [...command.matchAll(/(?<![\w/])(?:deploy|docs|apps|libs|scripts|test)\/[\w./-]*/g)].map(
    ([path]) => path,
  );
  const named = [...command.matchAll(/\bnpm (?:run )?([a-z][a-z:]*)/g)].map(([, name]) => name!);
  return [
    ...files.filter((path) => !existsSync(join(ROOT, path))),
    ...named.filter((name) => name !== 'ci' && !(name in scripts)),
  ];
}
