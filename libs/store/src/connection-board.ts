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

/** How connections are doing, by the workers that run them. */
export class ConnectionBoard {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly texts: StoredValues,
  ) {}

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
