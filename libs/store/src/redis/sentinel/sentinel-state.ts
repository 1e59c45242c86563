import type { Redis } from 'ioredis';

export interface ServerAddress {
  host: string;
  port: number;
}

/** The master as known to one sentinel. */
export interface SentinelState {
  master: ServerAddress;
  /** Grows with each fail-over; null: unknown. */
  configEpoch: number | null;
  /** The other sentinels of this master that it is connected to. */
  others: ServerAddress[];
}

const MAX_ATTEMPTS = 3;

/**
 * Queries one sentinel. During a fail-over `SENTINEL MASTER` has the new epoch with the old address, and
 * `get-master-addr-by-name` the address of the epoch: hence the epoch before and after.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
 */
export async function querySentinel(sentinel: Redis, masterName: string): Promise<SentinelState> {
  for (let attempt = 1; ; attempt += 1) {
    const [before, address, after, others] = await Promise.all([
      epochOf(sentinel, masterName),
      sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', masterName),
      epochOf(sentinel, masterName),
      othersOf(sentinel, masterName),
    ]);
    if (!Array.isArray(address)) throw new Error(`The sentinel knows no master ${masterName}.`);
    if (before !== after && attempt < MAX_ATTEMPTS) continue;
    return { master: { host: String(address[0]), port: Number(address[1]) }, configEpoch: before, others };
  }
}

/** The latest of the views, and of those the one that most sentinels have; null: there are none. */
export function latestMaster(views: readonly SentinelState[]): ServerAddress | null {
  const epochs = views.map(({ configEpoch }) => configEpoch ?? -1);
  const latest = views.filter((_, index) => epochs[index] === Math.max(...epochs)).map(({ master }) => master);
  const votes = (master: ServerAddress) => latest.filter((other) => isSameAddress(other, master)).length;
  return latest.reduce<ServerAddress | null>(
    (best, master) => (best === null || votes(master) > votes(best) ? master : best),
    null,
  );
}

export const isSameAddress = (one: ServerAddress, other: ServerAddress): boolean =>
  one.host === other.host && one.port === other.port;

/** A sentinel whose user may not ask for it has no epoch. */
async function epochOf(sentinel: Redis, masterName: string): Promise<number | null> {
  const facts = fieldsOf(await sentinel.call('SENTINEL', 'MASTER', masterName).catch(() => null));
  const epoch = Number(facts.get('config-epoch') ?? NaN);
  return Number.isNaN(epoch) ? null : epoch;
}

async function othersOf(sentinel: Redis, masterName: string): Promise<ServerAddress[]> {
  const reply = await sentinel.call('SENTINEL', 'SENTINELS', masterName).catch(() => []);
  if (!Array.isArray(reply)) return [];
  return reply
    .map(fieldsOf)
    .filter((facts) => facts.has('ip') && !/disconnected|s_down/.test(facts.get('flags') ?? ''))
    .map((facts) => ({ host: facts.get('ip')!, port: Number(facts.get('port')) }));
}

/** From names and values in turn. */
function fieldsOf(reply: unknown): Map<string, string> {
  const facts = new Map<string, string>();
  if (!Array.isArray(reply)) return facts;
  for (let index = 0; index + 1 < reply.length; index += 2) facts.set(String(reply[index]), String(reply[index + 1]));
  return facts;
}
