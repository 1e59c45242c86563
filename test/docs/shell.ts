import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../architecture/repository.js';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  /** What curl got, call by call. */
  answers: { status: number; body: string }[];
}

/** Streams end when somebody has heard enough. */
const LISTEN_SECONDS = 3;
const WITHIN_MS = 60_000;

/**
 * Stands in front of curl on PATH and writes down what each call got. A stream (`-N`) is cut off after a while, which is
 * no failure of it.
 */
const CURL = (real: string, folder: string) => `#!/usr/bin/env bash
n=$(ls "${folder}" | wc -l); mark="${folder}/$(printf %03d "$n")"
if [[ " $* " =~ \\ -[a-zA-Z]*N ]]; then limit=(--max-time ${LISTEN_SECONDS}); fi
"${real}" "\${limit[@]}" -w '%{stderr}\\n@status %{http_code}\\n' "$@" >"$mark.body" 2>"$mark.log"; code=$?
cat "$mark.body"; grep -v '^@status' "$mark.log" >&2
[ $code = 28 ] && [ -n "\${limit:-}" ] && code=0
exit $code
`;

/** Runs what a reader would paste, in an empty folder within the repository. */
export class Shell {
  private readonly folder = mkdtempSync(join(ROOT, 'node_modules', '.docs-'));
  private runs = 0;

  private readonly curl = execFileSync('bash', ['-c', 'command -v curl'], { encoding: 'utf8' }).trim();

  constructor(private readonly environment: Record<string, string>) {}

  bash(script: string): Promise<Ran> {
    return this.run('bash', ['-euo', 'pipefail', '-c', script]);
  }

  /** A program of its own file, whose imports are those of the repository. */
  program(command: string, extension: string, text: string, more: Record<string, string> = {}): Promise<Ran> {
    const file = join(this.folder, `program-${this.runs}.${extension}`);
    writeFileSync(file, text);
    return this.run(command, [file], more);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(command: string, args: string[], more: Record<string, string> = {}): Promise<Ran> {
    const base = join(this.folder, `run-${(this.runs += 1)}`);
    const [bin, calls, cwd] = ['bin', 'calls', 'cwd'].map((name) => join(base, name)) as [string, string, string];
    for (const folder of [bin, calls, cwd]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(bin, 'curl'), CURL(this.curl, calls));
    chmodSync(join(bin, 'curl'), 0o755);
    const env = { ...this.environment, ...more, PATH: `${bin}:${this.environment['PATH']}` };
    return new Promise((resolve) => {
      execFile(command, args, { cwd, env, timeout: WITHIN_MS }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr, answers: answersIn(calls) });
      });
    });
  }
}

function answersIn(folder: string): Ran['answers'] {
  if (!existsSync(folder)) return [];
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return logs.sort().map((name) => {
    const status = /^@status (\d+)$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1];
    return { status: Number(status ?? 0), body: readFileSync(join(folder, name.replace(/log$/, 'body')), 'utf8') };
  });
}
