import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisServerOptions {
  /** Keeps every write on disk, so that a restart loses nothing. */
  appendOnly?: boolean;
  /** Further arguments, e.g. `['--cluster-enabled', 'yes']`. */
  arguments?: readonly string[];
}

const START_WITHIN_MS = 10_000;
const ATTEMPTS = 5;

/** A `redis-server` of its own: a child process on a free port, with a folder that vanishes with it. */
export class RedisServer {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly options: RedisServerOptions,
  ) {}

  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'jobgate-redis-'));
    for (let attempt = 1; ; attempt += 1) {
      const server = new RedisServer(await freePort(), folder, options);
      try {
        await server.start();
        return server;
      } catch (error) {
        // Somebody may have taken the port in between.
        await server.stop('SIGKILL');
        if (attempt < ATTEMPTS) continue;
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  get location() {
    return {
      kind: 'single' as const,
      host: '127.0.0.1',
      port: this.port,
      database: 0,
      tls: false,
      username: null,
      password: null,
    };
  }

  /** Starts the server again after `stop`, on the same port and folder. */
  async start(): Promise<void> {
    const words = [
      ...['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''],
      ...['--appendonly', this.options.appendOnly ? 'yes' : 'no', '--appendfsync', 'always'],
      ...(this.options.arguments ?? []),
    ];
    const child = spawn('redis-server', words, { stdio: 'ignore' });
    this.child = child;
    process.once('exit', this.killNow);
    const failed = new Promise<never>((_resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server on port ${this.port} ended with ${code}.`)));
    });
    failed.catch(() => undefined);
    await Promise.race([this.answers(), failed]);
  }

  /** SIGKILL ends it like a crash, SIGTERM as an operator would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    process.removeListener('exit', this.killNow);
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
  }

  /** The server keeps its sockets and answers nothing. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Ends the server and removes its folder. */
  async close(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  private readonly killNow = (): void => void this.child?.kill('SIGKILL');

  private async answers(): Promise<void> {
    const until = Date.now() + START_WITHIN_MS;
    while (!(await pings(this.port))) {
      if (Date.now() > until) throw new Error(`redis-server on port ${this.port} does not answer.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether a server says PONG: not while it still loads its data. */
function pings(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const finish = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('data', (data: Buffer) => finish(data.toString().startsWith('+PONG')));
  });
}
