import type { ConnectionLeases } from '#libs/store';

/** Whoever dies over the work is followed by the next process after so long. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;

/**
 * Does the work while this process holds the lease of the connection; null: another one holds it. The signal is aborted
 * when the lease has been lost over the work, as while Redis was away for longer than it lasts.
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
    // While Redis is away nobody else can take it either.
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
