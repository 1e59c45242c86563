import { openCluster, type ClusterRedis } from './cluster.js';

describe('a cluster of the stage', () => {
  let cluster: ClusterRedis;

  beforeAll(async () => {
    cluster = await openCluster();
  });
  afterAll(() => cluster?.close());

  it('shares the slots, and moves one with its keys', async () => {
    const slot = await cluster.slotOf('{a}:1');
    const source = await cluster.ownerOf(slot);
    for (let number = 1; number <= 120; number += 1) await source.query('SET', `{a}:${number}`, number);
    const target = cluster.nodes.find((node) => node !== source)!;
    await cluster.move(slot, target);
    expect(await cluster.ownerOf(slot)).toBe(target);
    expect(await target.query('GET', '{a}:120')).toBe('120');
    await expect(source.query('GET', '{a}:120')).rejects.toThrow(`MOVED ${slot}`);
  });
});
