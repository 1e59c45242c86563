import { RedisClock } from './redis-clock.js';

const MINUTE = 60_000;

/** Redis and one process, with clocks that are moved by hand. */
class Machines {
  redis = 1_000_000_000;
  wall = this.redis;
  steady = 5;
  readonly clock = new RedisClock({ wall: () => this.wall, steady: () => this.steady });

  pass(milliseconds: number): void {
    this.redis += milliseconds;
    this.wall += milliseconds;
    this.steady += milliseconds;
  }

  /** Redis is asked; its answer takes so long on the way there and back. */
  async synchronize(there = 1, back = 1): Promise<void> {
    await this.clock.synchronize(async () => {
      this.pass(there);
      const { redis } = this;
      this.pass(back);
      return redis;
    });
  }
}

let machines: Machines;
beforeEach(() => (machines = new Machines()));

describe('the clock of Redis', () => {
  it('is the wall clock of the process until Redis has replied, and is not synchronized', () => {
    machines.wall += 5 * MINUTE;
    expect(machines.clock.now()).toBe(machines.wall);
    expect(machines.clock.isSynchronized).toBe(false);
    expect(machines.clock.reading).toEqual({ offsetMs: null, isSkewed: false });
  });

  it.each([
    ['ahead', 5 * MINUTE],
    ['behind', -60 * MINUTE],
  ])('tells the time of Redis where the wall clock is %s, and reports that', async (_, by) => {
    machines.wall += by;
    expect(machines.clock.now()).toBe(machines.wall);
    await machines.synchronize();
    expect(machines.clock.now()).toBe(machines.redis);
    expect(machines.clock.reading).toEqual({ offsetMs: -by, isSkewed: true });
    machines.pass(3_000);
    expect(machines.clock.now()).toBe(machines.redis);
  });

  it('ignores changes of the wall clock', async () => {
    await machines.synchronize();
    machines.wall += 60 * MINUTE;
    expect(machines.clock.now()).toBe(machines.redis);
    machines.wall -= 120 * MINUTE;
    expect(machines.clock.now()).toBe(machines.redis);
  });

  it('trusts the sample with the shortest round trip', async () => {
    await machines.synchronize(1, 1);
    await machines.synchronize(1, 3_000);
    await machines.synchronize(800, 1);
    expect(machines.clock.now()).toBe(machines.redis);
  });

  it('follows clocks that drift', async () => {
    for (let round = 0; round < 100; round += 1) {
      await machines.synchronize();
      machines.redis += 1;
      machines.pass(2_000);
    }
    expect(Math.abs(machines.clock.now() - machines.redis)).toBeLessThan(20);
  });

  it('catches up with the next reply after the machine was suspended', async () => {
    await machines.synchronize();
    machines.redis += 60 * MINUTE;
    await machines.synchronize(1, 40);
    expect(Math.abs(machines.clock.now() - machines.redis)).toBeLessThanOrEqual(20);
  });

  it('never goes backwards: it pauses until Redis has caught up', async () => {
    await machines.synchronize();
    const before = machines.clock.now();
    machines.redis -= 5_000;
    await machines.synchronize();
    expect(machines.clock.now()).toBe(before);
    machines.pass(4_000);
    expect(machines.clock.now()).toBe(before);
    machines.pass(1_000);
    expect(machines.clock.now()).toBe(machines.redis);
    expect(machines.clock.now()).toBeGreaterThan(before);
  });

  it('follows a Redis whose clock was set back by an hour', async () => {
    await machines.synchronize();
    machines.clock.now();
    machines.redis -= 60 * MINUTE;
    await machines.synchronize();
    expect(machines.clock.now()).toBe(machines.redis);
  });

  it('goes on while Redis does not reply', async () => {
    await machines.synchronize();
    await expect(machines.clock.synchronize(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    machines.pass(10 * MINUTE);
    expect(machines.clock.now()).toBe(machines.redis);
  });
});
