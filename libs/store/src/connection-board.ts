import type { StoredValues } from './forms/stored-values.js';
import { readObject } from './forms/json-shape.js';
import type { RedisClient } from './redis/redis-client.js';
import type { StoreKeys } from './keys/store-keys.js';

/** Whether calls are let through to an upstream; shared by all processes. */
export interface CircuitFacts {
  status: 'closed' | 'open';
  /** Unreachable answers in a row. */
  failures: number;
  /** While open: when one probe is let through, epoch milliseconds. */
  probeAt: number | null;
  /** How long the present pause is, milliseconds. */
  pauseMs: number;
  cause: string | null;
}

export const CLOSED_CIRCUIT: CircuitFacts = { status: 'closed', failures: 0, probeAt: null, pauseMs: 0, cause: null };

/** Whether an upstream that tells of jobs by itself can be heard. */
export interface PushFacts {
  status: 'connected' | 'disconnected';
  /** A short code for people. */
  reason: string;
  /** Epoch milliseconds. */
  since: number;
  lastMessageAt: number | null;
  /** Of the ends seen lately, the part that it told of, 0 to 1. */
  foretold: number;
}

/** What a worker tells of a connection. */
export interface ConnectionFacts {
  circuit: CircuitFacts;
  lastCheckAt: number | null;
  lastSuccessAt: number | null;
  lastTrouble: { kind: string; code: string; message: string; at: number } | null;
  /** Moving average of answered calls, milliseconds. */
  latencyMs: number | null;
  /** Calls under way. */
  inFlight: number;
  /** The upstream asked for no call before this, epoch milliseconds. */
  throttledUntil: number | null;
  /** null: the upstream does not tell anything by itself, or is not asked to. */
  push: PushFacts | null;
  /** How long after they happened ends are seen: a moving mean, milliseconds; null: none was seen yet. */
  detectionLagMs: number | null;
}

const SEEN_LATELY_MS = 60_000;

const NOTHING_KNOWN: ConnectionFacts = {
  circuit: CLOSED_CIRCUIT,
  lastCheckAt: null,
  lastSuccessAt: null,
  lastTrouble: null,
  latencyMs: null,
  inFlight: 0,
  throttledUntil: null,
  push: null,
  detectionLagMs: null,
};

/** More than clocks differ. */
const SLACK_MS = 60_000;

/** Who looks after a connection, and how it is doing. */
export class ConnectionBoard {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly texts: StoredValues,
  ) {}

  /** Takes or keeps the care of a connection for `leaseMs`. */
  async own(connection: string, worker: string, leaseMs: number): Promise<boolean> {
    return (await this.redis.jobgateOwn(this.keys.owner(connection), worker, leaseMs)) === 1;
  }

  async disown(connection: string, worker: string): Promise<void> {
    await this.redis.jobgateDisown(this.keys.owner(connection), worker);
  }

  async owner(connection: string): Promise<string | null> {
    return this.redis.get(this.keys.owner(connection));
  }

  /** For how long the owner remains so unless it renews, milliseconds; null: there is none. */
  async ownedFor(connection: string): Promise<number | null> {
    const remaining = await this.redis.pttl(this.keys.owner(connection));
    return remaining < 0 ? null : remaining;
  }

  /**
   * Whether somebody looks after a connection, or a worker is there that may. One that has died is soon known by its lease,
   * and by its silence a minute later: clocks differ.
   */
  async isAttended(connection: string, now: number): Promise<boolean> {
    if ((await this.owner(connection)) !== null) return true;
    return (await this.redis.zcount(this.keys.workers(), now - SLACK_MS, '+inf')) > 0;
  }

  /** Says that a worker is alive for the next `forMs`; returns how many are, with this one. */
  async present(worker: string, forMs: number): Promise<number> {
    return this.redis.jobgatePresent(this.keys.workers(), this.keys.workerSeen(), worker, forMs, SEEN_LATELY_MS);
  }

  /** Whether a worker was alive within the last minute: for so long its successor may be on its way. */
  async wasWorkerSeenLately(): Promise<boolean> {
    return (await this.redis.exists(this.keys.workerSeen())) === 1;
  }

  /** How many workers are alive. Redis counts the time. */
  async workers(): Promise<number> {
    const [seconds, microseconds] = await this.redis.time();
    const now = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
    return this.redis.zcount(this.keys.workers(), `(${now}`, '+inf');
  }

  /** A worker ends. */
  async leave(worker: string): Promise<void> {
    await this.redis.zrem(this.keys.workers(), worker);
  }

  async write(connection: string, facts: Partial<ConnectionFacts>): Promise<void> {
    const fields = Object.entries(facts).flatMap(([name, value]) => [name, JSON.stringify(value)]);
    if (fields.length > 0) await this.redis.hset(this.keys.board(connection), ...fields);
  }

  /** What cannot be read is not known. */
  async read(connection: string): Promise<ConnectionFacts> {
    const key = this.keys.board(connection);
    const known = Object.entries(await this.redis.hgetall(key)).flatMap(([name, text]) => {
      const read = this.texts.read({ kind: 'board', key, part: name }, text, (one) => ({
        fact: boardFactFrom(name, one),
      }));
      return read === null ? [] : [[name, read.fact]];
    });
    return { ...NOTHING_KNOWN, ...Object.fromEntries(known) } as ConnectionFacts;
  }
}

/** Throws on anything else than that fact. */
export function boardFactFrom(name: string, text: string): unknown {
  if (name === 'circuit')
    return readObject<CircuitFacts>(text, { status: 'string', failures: 'number', pauseMs: 'number' });
  const value = JSON.parse(text) as unknown;
  if (value === null) return null;
  if (name === 'push') return readObject<PushFacts>(text, { status: 'string', since: 'number', foretold: 'number' });
  if (name === 'lastTrouble') return readObject<{ code: string; at: number }>(text, { code: 'string', at: 'number' });
  if (name in NOTHING_KNOWN && typeof value !== 'number') throw new TypeError('No number.');
  return value;
}
