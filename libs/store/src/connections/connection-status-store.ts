import type { StoredValues } from '../formats/stored-values.js';
import { readObject } from '../formats/json-shape.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';

/** Shared by all processes. */
export interface CircuitBreakerStatus {
  status: 'closed' | 'open';
  /** Consecutive failures. */
  failures: number;
  /** While open: when one probe is admitted, epoch milliseconds. */
  probeAt: number | null;
  /** Length of the present pause, milliseconds. */
  pauseMs: number;
  cause: string | null;
}

export const CLOSED_CIRCUIT: CircuitBreakerStatus = {
  status: 'closed',
  failures: 0,
  probeAt: null,
  pauseMs: 0,
  cause: null,
};

/** The state of the push subscription. */
export interface PushStatus {
  status: 'connected' | 'disconnected';
  /** A short code for people. */
  reason: string;
  /** Epoch milliseconds. */
  since: number;
  lastMessageAt: number | null;
  /** Push coverage: the part of recently seen ends that messages announced, 0 to 1. */
  foretold: number;
}

/** The status of a connection, reported by the worker that runs it. */
export interface ConnectionHealth {
  circuit: CircuitBreakerStatus;
  lastCheckAt: number | null;
  lastSuccessAt: number | null;
  lastTrouble: { kind: string; code: string; message: string; at: number } | null;
  /** Moving average of call durations, milliseconds. */
  latencyMs: number | null;
  /** Calls in flight. */
  inFlight: number;
  /** No calls before this, by the `Retry-After` of the upstream, epoch milliseconds. */
  throttledUntil: number | null;
  /** null: no push subscription. */
  push: PushStatus | null;
  /** Moving average of the time from an end to its detection, milliseconds; null: none was detected yet. */
  detectionLagMs: number | null;
}

const NOTHING_REPORTED: ConnectionHealth = {
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

/** The last reported status of each connection. */
export class ConnectionStatusStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly values: StoredValues,
  ) {}

  async write(connection: string, health: Partial<ConnectionHealth>): Promise<void> {
    const fields = Object.entries(health).flatMap(([name, value]) => [name, JSON.stringify(value)]);
    if (fields.length > 0) await this.redis.hset(this.keys.connectionStatus(connection), ...fields);
  }

  /** Unreadable fields count as not reported. */
  async read(connection: string): Promise<ConnectionHealth> {
    const key = this.keys.connectionStatus(connection);
    const known = Object.entries(await this.redis.hgetall(key)).flatMap(([name, text]) => {
      const read = this.values.read({ kind: 'board', key, part: name }, text, (one) => ({
        value: parseHealthField(name, one),
      }));
      return read === null ? [] : [[name, read.value]];
    });
    return { ...NOTHING_REPORTED, ...Object.fromEntries(known) } as ConnectionHealth;
  }
}

/** Throws if the text is no value of that field. */
export function parseHealthField(name: string, text: string): unknown {
  if (name === 'circuit')
    return readObject<CircuitBreakerStatus>(text, { status: 'string', failures: 'number', pauseMs: 'number' });
  const value = JSON.parse(text) as unknown;
  if (value === null) return null;
  if (name === 'push') return readObject<PushStatus>(text, { status: 'string', since: 'number', foretold: 'number' });
  if (name === 'lastTrouble') return readObject<{ code: string; at: number }>(text, { code: 'string', at: 'number' });
  if (name in NOTHING_REPORTED && typeof value !== 'number') throw new TypeError('No number.');
  return value;
}
