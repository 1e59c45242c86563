import { Cluster, Command, type ClusterNode } from 'ioredis';
import { UnavailableSlots } from './unavailable-slots.js';

type SendCommand = Cluster['sendCommand'];
export type ClusterClientOptions = NonNullable<ConstructorParameters<typeof Cluster<'legacy'>>[1]>;
type WhenReady = Parameters<Cluster['delayUntilReady']>[0];

/** How long new commands wait for a cluster that is offline. */
const OFFLINE_GRACE_MS = 1_000;

/**
 * A Cluster client whose commands time out. ioredis has a timeout for nodes that do not reply, but queues commands
 * without end if no node is left.
 */
export class ClusterClientWithTimeout extends Cluster {
  private offlineSince: number | null = performance.now();
  /** By slot: the node that took commands for it while the slot was being moved there. */
  private readonly migrationTargets = new Map<number, string>();
  private readonly unavailableSlots = new UnavailableSlots((key) => this.sendWithTimeout(new Command('exists', [key])));

  constructor(
    nodes: ClusterNode[],
    options: ClusterClientOptions,
    private readonly commandTimeoutMs: number,
  ) {
    super(nodes, options);
    this.on('ready', () => (this.offlineSince = null));
    this.on('close', () => (this.offlineSince ??= performance.now()));
    this.on('end', () => this.unavailableSlots.close());
  }

  /** The node, as `host:port`, that may have taken writes of a slot besides its owner. */
  migrationTargetOf(slot: number): string | undefined {
    return this.migrationTargets.get(slot);
  }

  override handleError(...[error, ttl, handlers]: Parameters<Cluster['handleError']>): void {
    const [kind, slot, node] = error.message.split(' ');
    if (kind === 'ASK' && node !== undefined) this.migrationTargets.set(Number(slot), node);
    if (kind === 'MOVED') this.migrationTargets.delete(Number(slot));
    super.handleError(error, ttl, handlers);
  }

  override sendCommand(...[command, stream, node]: Parameters<SendCommand>): ReturnType<SendCommand> {
    if (this.isOffline) {
      command.reject(offlineError());
      return command.promise;
    }
    // A pipeline is sent to the node of its first command.
    if (stream !== undefined) return this.sendWithTimeout(command, stream, node);
    const slot = command.getSlot();
    if (slot === null) return this.sendWithTimeout(command, stream, node);
    if (this.unavailableSlots.includes(slot)) {
      command.reject(new Error(`CLUSTERDOWN No node serves slot ${slot} at present.`));
      return command.promise;
    }
    const reply = this.sendWithTimeout(command, stream, node);
    reply.catch((error: Error) => this.unavailableSlots.reportFailure(slot, command.getKeys()[0]!, error));
    return reply;
  }

  private sendWithTimeout(...[command, stream, node]: Parameters<SendCommand>): Promise<unknown> {
    command.setTimeout(this.commandTimeoutMs);
    return super.sendCommand(command, stream, node) as Promise<unknown>;
  }

  override delayUntilReady(callback: WhenReady): void {
    if (this.isOffline) {
      process.nextTick(callback, offlineError());
      return;
    }
    let isOver = false;
    const once: WhenReady = (error, result) => {
      clearTimeout(timer);
      if (!isOver) callback(error, result);
      isOver = true;
    };
    const timer = setTimeout(() => once(offlineError()), this.commandTimeoutMs);
    super.delayUntilReady(once);
  }

  /** Not while it connects again: the check whether the cluster is ready is a command, too. */
  private get isOffline(): boolean {
    const isUp = this.status === 'ready' || this.status === 'connect';
    return !isUp && this.offlineSince !== null && performance.now() - this.offlineSince > OFFLINE_GRACE_MS;
  }
}

const offlineError = () => new Error('None of the startup nodes is available: the Redis Cluster is away.');
