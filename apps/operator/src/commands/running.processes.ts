import type { Store } from '#libs/store';

/** Which gateways and workers run at this moment, or ran some seconds ago, as words; null: none. */
export async function runningProcesses(store: Store): Promise<string | null> {
  const [processes, workers] = await Promise.all([store.processes.all(), store.heartbeats.alive()]);
  const named = processes.map(({ role, pid, host }) => `${role} ${pid} on ${host}`);
  const silent = workers.length - processes.filter(({ role }) => role === 'worker').length;
  if (silent > 0) named.push(`${silent} workers of an earlier version`);
  return named.length === 0 ? null : named.join(', ');
}
