import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import type { Reaper } from './reaper.js';

export interface ProcessOptions {
  name: string;
  command: string;
  args: readonly string[];
  /** The whole environment besides PATH. */
  environment?: Record<string, string>;
  reaper: Reaper;
}

/** One line of a JSON log. */
export type LogEntry = Record<string, unknown> & { level?: string; message?: string };

/** How a process of the product is started. */
export interface StartOptions {
  /** By how much its wall clock is wrong. */
  clockAheadMs?: number;
  /** A built checkout of another version; default: this repository. */
  root?: string | undefined;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Processes start slowly on a machine that has more to do. */
export const START_WITHIN_MS = 60_000;
const MAX_LINES = 20_000;
const MAX_SHOWN_LINES = 40;

/** A child process of the stage: its lines, its end. */
export class StageProcess {
  readonly name: string;
  readonly pid: number;
  /** All lines of stdout and stderr so far. */
  readonly lines: string[] = [];
  readonly exited: Promise<Exit>;
  private exit: Exit | null = null;
  private readonly child: ChildProcess;
  private readonly written = new EventEmitter().setMaxListeners(0);

  constructor({ name, command, args, environment, reaper }: ProcessOptions) {
    this.name = name;
    this.child = spawn(command, args, {
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.pid = this.child.pid ?? -1;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.take(line));
    }
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.exit = { code, signal };
        this.written.emit('change');
        resolve(this.exit);
      };
      this.child.once('error', (error) => {
        this.take(String(error));
        end(null, null);
      });
      this.child.once('exit', end);
    });
    reaper.watch(this);
  }

  get isRunning(): boolean {
    return this.exit === null;
  }

  /** The lines that are entries of a JSON log. */
  get log(): LogEntry[] {
    return this.lines.flatMap((line) => {
      const entry = parsed(line);
      return entry === null ? [] : [entry];
    });
  }

  /** The first line that `find` makes something of, now or later. Throws when the process ends before, or time is up. */
  async line<Found>(
    find: (line: string) => Found | null | undefined | false,
    timeoutMs = START_WITHIN_MS,
  ): Promise<Found> {
    let looked = 0;
    const look = (): Found | undefined => {
      while (looked < this.lines.length) {
        const found = find(this.lines[looked++]!);
        if (found) return found;
      }
      return undefined;
    };
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.written.off('change', attempt);
        act();
      };
      const fail = (why: string) => settle(() => reject(new Error(`${this.name} ${why}${this.lastLines()}`)));
      const timer = setTimeout(() => fail(`did not say it within ${timeoutMs} ms`), timeoutMs);
      const attempt = () => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
        else if (this.exit) fail(`ended with ${this.exit.signal ?? this.exit.code}`);
      };
      this.written.on('change', attempt);
      attempt();
    });
  }

  /** The first log entry with this message, or one of these, and these fields. */
  async waitForLog(
    message: string | readonly string[],
    fields: Record<string, unknown> = {},
    timeoutMs?: number,
  ): Promise<LogEntry> {
    const messages = typeof message === 'string' ? [message] : message;
    return this.line((line) => {
      const entry = parsed(line);
      const isIt =
        messages.includes(String(entry?.message)) &&
        Object.entries(fields).every(([key, value]) => entry![key] === value);
      return isIt ? entry : null;
    }, timeoutMs);
  }

  /** Sends a signal without waiting for what comes of it. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Sends a signal that ends the process, and waits for its end. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> {
    if (this.exit === null) this.child.kill(signal);
    return this.exited;
  }

  private take(line: string): void {
    if (this.lines.length >= MAX_LINES) this.lines.splice(0, MAX_LINES / 2);
    this.lines.push(line);
    this.written.emit('change');
  }

  private lastLines(): string {
    const last = this.lines.slice(-MAX_SHOWN_LINES);
    return last.length === 0 ? ', and wrote nothing' : `. Its last lines:\n${last.join('\n')}`;
  }
}

function parsed(line: string): LogEntry | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    return null;
  }
}
