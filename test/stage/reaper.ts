import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/** What the reaper has to know of a process. */
export interface ManagedProcess {
  readonly pid: number;
  kill(signal: NodeJS.Signals): Promise<unknown>;
}

/**
 * Knows every process of a stage from its birth, and ends them all: when the stage is closed, or, by a shell whose input
 * ends with its parent, when the test process itself is killed and nobody is left to close the stage.
 */
export class Reaper {
  private readonly living: ManagedProcess[] = [];
  private readonly shell: ChildProcess;

  constructor(folder: string) {
    const script = 'pids=$(cat); for pid in $pids; do kill -9 "$pid" 2>/dev/null; done; rm -rf "$1"';
    this.shell = spawn('sh', ['-c', script, 'reaper', folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // A signal to the terminal's process group must not end it before its work is done.
      detached: true,
    });
    this.shell.stdin?.on('error', () => undefined);
    this.shell.unref();
    (this.shell.stdin as Socket | null)?.unref();
  }

  watch(process: ManagedProcess): void {
    this.living.push(process);
    if (process.pid > 0) this.shell.stdin?.write(`${process.pid}\n`);
  }

  /** Ends them all, also those that are only just starting. */
  async endAll(): Promise<void> {
    // A process that is stopped can still be killed.
    await Promise.all(this.living.map((process) => process.kill('SIGKILL')));
    this.shell.kill('SIGKILL');
  }
}
