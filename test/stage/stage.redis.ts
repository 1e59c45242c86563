import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import type { Reaper } from './reaper.js';
import { parseReply, type RedisReply } from './redis.reply.js';
import { StageProcess } from './stage.process.js';

const ATTEMPTS = 5;

/** A Redis server of the stage's own: persists nothing by default. */
export class StageRedis {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly reaper: Reaper,
    private readonly settings: readonly string[],
    private server: StageProcess,
  ) {}

  /** `settings`: further command line arguments, such as `--appendonly yes`. */
  static async start(folder: string, reaper: Reaper, settings: readonly string[] = []): Promise<StageRedis> {
    const own = join(folder, 'redis');
    mkdirSync(own, { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      const server = launch(port, own, reaper, settings);
      try {
        await answers(server, port);
        return new StageRedis(port, own, reaper, settings, server);
      } catch (error) {
        // Somebody else may have taken the port in between.
        await server.kill();
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  get process(): StageProcess {
    return this.server;
  }

  /** Freezes the server: connections stay open, nothing is answered. */
  pause(): void {
    this.server.signal('SIGSTOP');
  }

  resume(): void {
    this.server.signal('SIGCONT');
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.server.kill(signal);
  }

  /** Starts it again on the same port and folder, after `kill`. */
  async restart(): Promise<void> {
    this.server = launch(this.port, this.folder, this.reaper, this.settings);
    await answers(this.server, this.port);
  }

  /** One command over a connection of its own; answers the reply as Redis writes it. */
  async command(...words: (string | number)[]): Promise<string> {
    return ask(this.port, written(words));
  }

  /** The same; answers what stands in the reply, however long, and throws what Redis calls an error. */
  async query(...words: (string | number)[]): Promise<RedisReply> {
    return askWhole(this.port, written(words));
  }
}

function written(words: readonly (string | number)[]): string {
  const each = words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`);
  return `*${words.length}\r\n${each.join('')}`;
}

function launch(port: number, folder: string, reaper: Reaper, settings: readonly string[]): StageProcess {
  const address = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const args = [...address, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', ...settings];
  return new StageProcess({ name: 'redis', command: 'redis-server', args, reaper });
}

async function answers(server: StageProcess, port: number): Promise<void> {
  await server.line((line) => line.includes('Ready to accept connections'));
  await eventually(async () => {
    const reply = await ask(port, 'PING\r\n');
    if (!reply.startsWith('+PONG')) throw new Error(`Redis answered ${reply}`);
  });
}

function ask(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(5_000, () => socket.destroy(new Error('Redis did not answer within 5 s')));
    socket.once('error', reject);
    // As Sentinel has a server do with all its clients when it is promoted.
    socket.once('close', () => reject(new Error('Redis closed the connection')));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
}

function askWhole(port: number, text: string): Promise<RedisReply> {
  return new Promise((resolve, reject) => {
    let got = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(5_000, () => socket.destroy(new Error('Redis did not answer within 5 s')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('Redis closed the connection')));
    socket.on('data', (data) => {
      got = Buffer.concat([got, data]);
      try {
        const whole = parseReply(got);
        if (whole === null) return;
        resolve(whole.reply);
      } catch (error) {
        reject(error as Error);
      }
      socket.destroy();
    });
  });
}
