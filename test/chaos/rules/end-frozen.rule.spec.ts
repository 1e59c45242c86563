import { endFrozen } from './end-frozen.rule.js';
import { read, REBORN, truth } from './history.builder.js';

const ended = read(1_000, { state: 'succeeded' });

describe('end-frozen', () => {
  it('is kept by an end that stays', () => {
    expect(endFrozen.check([read(100), ended, read(5_000, { state: 'succeeded' })], truth())).toEqual([]);
  });

  it('is broken by another end', () => {
    const other = read(1_100, { state: 'failed' });
    expect(endFrozen.check([ended, other], truth())).toEqual([
      expect.objectContaining({ what: 'had succeeded, and is failed', events: [ended, other] }),
    ]);
  });

  it('is broken by a job that goes on', () => {
    expect(endFrozen.check([ended, read(5_000)], truth())).toHaveLength(1);
  });

  it('lets gateways agree, and a record be tracked anew', () => {
    expect(endFrozen.check([ended, read(1_100)], truth())).toEqual([]);
    expect(endFrozen.check([ended, read(5_000, { trackedAt: REBORN })], truth())).toEqual([]);
  });
});
