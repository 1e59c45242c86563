import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { Reaper } from './reaper.js';
import { StageRedis } from './stage.redis.js';

const SLOTS = 16_384;
/** A node that is silent for so long counts as failed: real installations wait longer, tests need not. */
const NODE_TIMEOUT_MS = 1_500;
const KEYS_AT_ONCE = 50;
const MOVED_WITHIN_MS = 5_000;

export interface ClusterOptions {
  /** How many masters share the slots. Default 3. */
  masters?: number;
  /** Further command line arguments of each server. */
  settings?: readonly string[];
  /** Default: one of its own, which ends with `close`. */
  reaper?: Reaper;
}

/** Masters that share the slots of a Redis Cluster, without replicas. */
export interface ClusterRedis {
  nodes: readonly StageRedis[];
  url: string;
  /** The slot of a key. */
  slotOf(key: string): Promise<number>;
  /** Who has the slot now. */
  ownerOf(slot: number): Promise<StageRedis>;
  /**
   * Moves a slot with all its keys, one batch after the other, as `redis-cli --cluster reshard` does. `beforeItIsGiven` runs
   * when the target has the keys, and the former owner still the slot.
   */
  move(slot: number, target: StageRedis, beforeItIsGiven?: () => Promise<unknown>): Promise<void>;
  /** Resolves when every node sees all slots served. */
  whole(): Promise<void>;
  close(): Promise<void>;
}

export async function openCluster({
  masters = 3,
  settings = [],
  reaper: given,
}: ClusterOptions = {}): Promise<ClusterRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-cluster-'));
  const reaper = given ?? new Reaper(folder);
  const own = ['--cluster-enabled', 'yes', '--cluster-node-timeout', `${NODE_TIMEOUT_MS}`, ...settings];
  const partial = ['--cluster-require-full-coverage', 'no'];
  const nodes = await Promise.all(
    Array.from({ length: masters }, (_, index) =>
      StageRedis.start(join(folder, `node ${index + 1}`), reaper, [...own, ...partial]),
    ),
  );
  const cluster = clusterOf(nodes);
  await share(nodes);
  await cluster.whole();
  const close = async () => {
    if (given === undefined) await reaper.endAll();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...cluster, close };
}

/** Gives each node its part of the slots, and makes them known to each other. */
async function share(nodes: readonly StageRedis[]): Promise<void> {
  const part = Math.ceil(SLOTS / nodes.length);
  for (const [index, node] of nodes.entries()) {
    const last = Math.min(SLOTS, (index + 1) * part) - 1;
    await node.query('CLUSTER', 'ADDSLOTSRANGE', index * part, last);
    await node.query('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
  }
  for (const node of nodes.slice(1)) await nodes[0]!.query('CLUSTER', 'MEET', '127.0.0.1', node.port);
}

/** Rejects when the node turns out not to have the slot any more. */
async function moveKeys(slot: number, from: StageRedis, to: StageRedis): Promise<void> {
  for (;;) {
    const keys = (await from.query('CLUSTER', 'GETKEYSINSLOT', slot, KEYS_AT_ONCE)) as string[];
    if (keys.length === 0) return;
    await from.query('MIGRATE', '127.0.0.1', to.port, '', 0, MOVED_WITHIN_MS, 'KEYS', ...keys);
  }
}

function clusterOf(nodes: readonly StageRedis[]): Omit<ClusterRedis, 'close'> {
  const idOf = async (node: StageRedis) => String(await node.query('CLUSTER', 'MYID'));
  const slotOf = async (key: string) => Number(await nodes[0]!.query('CLUSTER', 'KEYSLOT', key));
  /** The port of the owner, as one node knows it. */
  const ownerBy = async (node: StageRedis, slot: number) => {
    const ranges = (await node.query('CLUSTER', 'SLOTS')) as [number, number, [string, number]][];
    return ranges.find(([first, last]) => first <= slot && slot <= last)?.[2][1];
  };
  // As the node itself reports: the others may not know yet of a slot that has just moved.
  const ownerOf = async (slot: number) =>
    eventually(async () => {
      for (const node of nodes) if ((await ownerBy(node, slot)) === node.port) return node;
      throw new Error(`nobody has slot ${slot}`);
    });
  return {
    nodes,
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join()}`,
    slotOf,
    ownerOf,
    move: async (slot, target, beforeItIsGiven) => {
      const to = await idOf(target);
      // A node that has just begun anew takes slots for its own until it learns their present owner.
      const source = await eventually(async () => {
        const owner = await ownerOf(slot);
        if (owner === target) return null;
        await target.query('CLUSTER', 'SETSLOT', slot, 'IMPORTING', await idOf(owner));
        await owner.query('CLUSTER', 'SETSLOT', slot, 'MIGRATING', to);
        await moveKeys(slot, owner, target);
        return owner;
      });
      if (source === null) return;
      await beforeItIsGiven?.();
      for (const node of [target, source, ...nodes.filter((one) => one !== target && one !== source)]) {
        await node.query('CLUSTER', 'SETSLOT', slot, 'NODE', to);
      }
      // Of a slot that moves on sooner, claims cross on their way, and each node may take another one for its owner.
      await eventually(async () => {
        const owners = await Promise.all(nodes.map((node) => ownerBy(node, slot)));
        if (owners.some((port) => port !== target.port)) throw new Error(`slot ${slot} belongs to ${owners.join()}`);
      });
    },
    whole: async () => {
      await eventually(async () => {
        for (const node of nodes) {
          const info = String(await node.query('CLUSTER', 'INFO'));
          const isWhole = info.includes('cluster_state:ok') && info.includes(`cluster_slots_ok:${SLOTS}`);
          if (!isWhole || !info.includes(`cluster_known_nodes:${nodes.length}`)) throw new Error(info);
        }
      });
    },
  };
}
