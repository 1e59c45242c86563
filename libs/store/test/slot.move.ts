import { Redis } from 'ioredis';
import type { RedisServer } from '../../../test/stage/redis-server.js';

/**
 * The move of a connection's slot from its node to another one, step by step, as redis-cli does it:
 * https://redis.io/docs/latest/commands/cluster-setslot/#redis-cluster-live-resharding-explained
 */
export class SlotMove {
  private constructor(
    private readonly slot: number,
    private readonly nodes: readonly Redis[],
    private readonly source: Redis,
    private readonly target: Redis,
  ) {}

  static async begin(servers: readonly RedisServer[], aKey: string): Promise<SlotMove> {
    const nodes = servers.map(({ redis }) => new Redis(redis.port, '127.0.0.1'));
    const slot = Number(await nodes[0]!.call('CLUSTER', 'KEYSLOT', aKey));
    const ids = await Promise.all(nodes.map((node) => node.call('CLUSTER', 'MYID')));
    const owner = await ownerOf(nodes[0]!, slot);
    const source = nodes[ids.indexOf(owner)]!;
    const target = nodes.find((node) => node !== source)!;
    const targetId = ids[nodes.indexOf(target)]!;
    await target.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(owner));
    await source.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(targetId));
    return new SlotMove(slot, nodes, source, target);
  }

  /** Names of what has not moved yet, `most` at most. */
  async left(most = 1_000): Promise<string[]> {
    return (await this.source.call('CLUSTER', 'GETKEYSINSLOT', this.slot, most)) as string[];
  }

  async move(...names: string[]): Promise<void> {
    for (const name of names) {
      await this.source.call('MIGRATE', '127.0.0.1', String(this.target.options.port), name, 0, 5_000);
    }
  }

  /** Moves whatever is left, some keys at a time with a pause before each, and hands the slot over. */
  async finish({ atOnce = 100, pauseMs = 0 } = {}): Promise<void> {
    for (let names = await this.left(atOnce); names.length > 0; names = await this.left(atOnce)) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await this.move(...names);
    }
    const id = String(await this.target.call('CLUSTER', 'MYID'));
    for (const node of [this.target, this.source, ...this.nodes]) {
      await node.call('CLUSTER', 'SETSLOT', this.slot, 'NODE', id);
    }
  }

  close(): void {
    for (const node of this.nodes) node.disconnect();
  }
}

async function ownerOf(node: Redis, slot: number): Promise<unknown> {
  const ranges = (await node.call('CLUSTER', 'SLOTS')) as [number, number, [string, number, string]][];
  return ranges.find(([first, last]) => first <= slot && slot <= last)![2][2];
}
