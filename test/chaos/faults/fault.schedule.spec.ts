import { scheduleOf } from './fault.schedule.js';

const FAULTS = ['worker-killed', 'gateway-frozen', 'redis-killed'];

describe('the schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(scheduleOf(7, FAULTS, 60_000)).toEqual(scheduleOf(7, FAULTS, 60_000));
    expect(scheduleOf(7, FAULTS, 60_000)).not.toEqual(scheduleOf(8, FAULTS, 60_000));
  });

  it('plays every fault before it plays one again, and begins none after its end', () => {
    const schedule = scheduleOf(7, FAULTS, 60_000);
    const turns = Array.from({ length: Math.floor(schedule.length / 3) }, (_, turn) =>
      schedule.slice(turn * 3, turn * 3 + 3).map(({ fault }) => fault),
    );
    expect(turns.length).toBeGreaterThan(3);
    for (const turn of turns) expect(turn.sort()).toEqual([...FAULTS].sort());
    expect(Math.max(...schedule.map(({ atMs }) => atMs))).toBeLessThan(60_000);
  });
});
