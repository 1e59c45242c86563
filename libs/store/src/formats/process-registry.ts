import { randomUUID } from 'node:crypto';
import { escapePattern, scanKeys } from '../redis/key-scan.js';
import { allFormats, CURRENT_FORMATS, type FormatNumbers } from './current-formats.js';
import { readObject } from './json-shape.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** A process that runs now. */
export interface LiveProcess {
  role: 'gateway' | 'worker';
  host: string;
  pid: number;
  /** The newest format of each kind that it reads. */
  forms: FormatNumbers;
}

/** A process of which nothing more is known: it counts as one that reads the first formats. */
const UNREADABLE: LiveProcess = { role: 'gateway', host: 'unknown', pid: 0, forms: allFormats(1) };

const TTL_MS = 6_000;
const HEARTBEAT_INTERVAL_MS = 2_000;

/** The running processes and the formats that they read. */
export class ProcessRegistry extends RedisRepository {
  private readonly id = randomUUID();
  private timer: NodeJS.Timeout | undefined;

  /** Announces this process until `end`. */
  begin({ role, host, pid }: Omit<LiveProcess, 'forms'>): void {
    const text = JSON.stringify({ role, host, pid, forms: CURRENT_FORMATS } satisfies LiveProcess);
    const announce = () => void this.redis.set(this.keys.process(this.id), text, 'PX', TTL_MS).catch(() => undefined);
    announce();
    this.timer = setInterval(announce, HEARTBEAT_INTERVAL_MS).unref();
  }

  async end(): Promise<void> {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    await this.redis.del(this.keys.process(this.id)).catch(() => undefined);
  }

  async all(): Promise<LiveProcess[]> {
    const found = new Map<string, LiveProcess>();
    for await (const names of scanKeys(this.redis, `${escapePattern(this.keys.process(''))}*`)) {
      const texts = await Promise.all(names.map((name) => this.redis.get(name)));
      for (const [index, text] of texts.entries()) {
        if (text !== null) found.set(names[index]!, processFrom(text));
      }
    }
    return [...found.values()];
  }
}

function processFrom(text: string): LiveProcess {
  try {
    return readObject<LiveProcess>(text, { role: 'string', host: 'string', pid: 'number', forms: 'object' });
  } catch {
    return UNREADABLE;
  }
}
