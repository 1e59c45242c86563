import type { ConnectionSettings } from '#libs/config';
import type { Store } from '#libs/store';
import { descriptorOf } from '../jobs/job.addresses.js';
import { timestamp } from '../jobs/job.presenter.js';
import type { ConnectionDto, ConnectionListDto } from './connection.dto.js';
import type { ConnectionStatusReader } from './connection.status.js';
import { readEach } from './partial-read.js';

export class ConnectionPresenter {
  constructor(
    private readonly store: Store,
    private readonly status: ConnectionStatusReader,
  ) {}

  /** Without those on an unreachable node of a Redis Cluster. Throws when no connection can be read. */
  async presentAll(all: readonly ConnectionSettings[]): Promise<ConnectionListDto> {
    const readings = await readEach(all, (settings) => this.present(settings));
    const unreachable = readings.lost.map(({ name }) => name);
    return { connections: readings.read, complete: unreachable.length === 0, unreachable };
  }

  async present(settings: ConnectionSettings): Promise<ConnectionDto> {
    const { name, provider, limits } = settings;
    const descriptor = descriptorOf(settings);
    const [{ status, facts }, jobs, schedule] = await Promise.all([
      this.status.stateOf(name),
      this.store.index.counts(name),
      this.store.schedule.depth(name, this.store.clock.now()),
    ]);
    const { circuit, lastTrouble, latencyMs, push, detectionLagMs } = facts;
    return {
      name,
      provider,
      title: descriptor.title,
      capabilities: descriptor.capabilities,
      keys: [...descriptor.keyForms],
      states: descriptor.states,
      health: {
        status,
        latencyMs: latencyMs === null ? null : Math.round(latencyMs),
        lastCheckAt: timestamp(facts.lastCheckAt),
        lastSuccessAt: timestamp(facts.lastSuccessAt),
        lastTrouble: lastTrouble && { ...lastTrouble, at: timestamp(lastTrouble.at) },
        circuit: { status: circuit.status, probeAt: timestamp(circuit.probeAt), cause: circuit.cause },
      },
      push: push && {
        status: push.status,
        reason: push.reason,
        since: new Date(push.since).toISOString(),
        lastMessageAt: timestamp(push.lastMessageAt),
        foretold: Math.round(push.foretold * 100) / 100,
      },
      budget: {
        concurrency: limits.concurrency,
        requestsPerSecond: limits.requestsPerSecond,
        throttledUntil: timestamp(facts.throttledUntil),
      },
      inFlight: facts.inFlight,
      schedule,
      jobs,
      detectionLag: detectionLagMs === null ? null : detectionLagMs / 1000,
    };
  }
}
