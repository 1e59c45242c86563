import { eventually } from '../../../../test/stage/eventually.js';
import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';
import { Store } from '../store.js';
import { RedisClock, type ClockReading } from './redis-clock.js';

const MINUTE = 60_000;

describe.each(DEPLOYMENTS)('on %s', (deployment) => {
  let scene: StoreScene;
  beforeAll(async () => (scene = await openStore(deployment)), 60_000);
  afterAll(() => scene.close());

  it('processes with wrong wall clocks agree on the time of Redis, and report that theirs is wrong', async () => {
    const off = [5 * MINUTE, -90 * MINUTE, 3_500];
    const readings: ClockReading[] = [];
    const stores = off.map((by) => {
      const clock = new RedisClock({ wall: () => Date.now() + by, steady: () => performance.now() });
      const store = Store.connect(scene.location, 'test', 'store', clock);
      store.onClockSkew((reading) => readings.push(reading));
      return store;
    });
    try {
      await eventually(() => expect(readings).toHaveLength(3));
      for (const { clock } of stores) expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
      for (const [index, { clock }] of stores.entries()) {
        expect(clock.reading.isSkewed).toBe(true);
        expect(Math.abs(clock.reading.offsetMs! + off[index]!)).toBeLessThan(1_000);
      }
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });
});
