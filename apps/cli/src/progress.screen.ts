import type { Job } from '#libs/client';
import type { Output } from './cli.context.js';
import { lineOf } from './job.lines.js';

const BAR = 12;
const DEFAULT_COLUMNS = 100;

/** Shows the present state of several jobs: on a terminal as bars that are written over, else as a line for each change. */
export class ProgressScreen {
  private readonly lines = new Map<string, string>();
  private shown = 0;

  constructor(private readonly out: Output) {}

  show(id: string, job: Job | null): void {
    const line = job === null ? `${id.padEnd(44)}  not there` : lineOf(job);
    if (!this.out.isTerminal) {
      this.out.write(`${line}\n`);
      return;
    }
    this.lines.set(id, job === null ? line : `${barOf(job)} ${line}`);
    const columns = this.out.columns ?? DEFAULT_COLUMNS;
    // Up to the first line, each cleared and rewritten: https://en.wikipedia.org/wiki/ANSI_escape_code#CSI
    const up = this.shown === 0 ? '' : `\x1b[${this.shown}A`;
    const text = [...this.lines.values()].map((one) => `\x1b[2K${one.slice(0, columns - 1)}\n`);
    this.out.write(up + text.join(''));
    this.shown = this.lines.size;
  }
}

/** Full when the job has ended well; of dots where the upstream reports no progress. */
export function barOf({ terminal, state, progress }: Pick<Job, 'terminal' | 'state' | 'progress'>): string {
  const percent = terminal && state === 'succeeded' ? 100 : (progress?.percent ?? null);
  if (percent === null) return `[${'·'.repeat(BAR)}]`;
  const full = Math.round((Math.min(100, Math.max(0, percent)) / 100) * BAR);
  return `[${'█'.repeat(full)}${' '.repeat(BAR - full)}]`;
}
