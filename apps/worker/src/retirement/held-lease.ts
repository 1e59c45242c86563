import type { ConnectionLeases } from '#libs/store';

/** After the holder has died, the next process takes over within this time. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;

/**
 * Does the work while this process holds the lease of the connection; null: another one holds it. The signal is aborted
 * when the lease is lost, as after an outage of Redis that outlasts it.
 */
export async function whileHolding<Outcome>(
  leases: Pick<ConnectionLeases, 'acquire' | 'hold' | 'release'>,
  connection: string,
  worker: string,
  work: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome | null> {
  const taken = await leases.acquire([connection], worker, LEASE_MS);
  if (taken.get(connection) !== true) return null;
  const lost = new AbortController();
  const renew = async () => {
    // While Redis is down no other process can acquire it.
    const held = await leases.hold([connection], worker, LEASE_MS).catch(() => null);
    if (held?.get(connection) === false) lost.abort(new Error(`The lease of ${connection} was lost.`));
  };
  const timer = setInterval(() => void renew(), RENEW_EVERY_MS).unref();
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
    await leases.release([connection], worker);
  }
}
