import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Ends what a stage has started when the test process itself is killed, and nobody is left to close the stage: the
 * shell's input ends with its parent.
 */
export class Reaper {
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
  }

  watch(pid: number): void {
    this.shell.stdin?.write(`${pid}\n`);
  }

  /** Everything has ended in good order: nothing is left to do. */
  dismiss(): void {
    this.shell.kill('SIGKILL');
  }
}
