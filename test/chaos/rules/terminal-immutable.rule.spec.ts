import { terminalImmutable } from './terminal-immutable.rule.js';
import { exchange, fault, read, REBORN, shown, truth } from './history.builder.js';

const ended = read(1_000, { state: 'succeeded' });

describe('terminal-immutable', () => {
  it('is kept by an end that stays', () => {
    expect(terminalImmutable.check([read(100), ended, read(5_000, { state: 'succeeded' })], truth())).toEqual([]);
  });

  it('is broken by another end', () => {
    const other = read(1_100, { state: 'failed' });
    expect(terminalImmutable.check([ended, other], truth())).toEqual([
      expect.objectContaining({ what: 'had succeeded, and is failed', events: [ended, other] }),
    ]);
  });

  it('is broken by a job that goes on', () => {
    expect(terminalImmutable.check([ended, read(5_000)], truth())).toHaveLength(1);
  });

  it('lets gateways agree, and a record be tracked anew', () => {
    expect(terminalImmutable.check([ended, read(1_100)], truth())).toEqual([]);
    expect(terminalImmutable.check([ended, read(5_000, { trackedAt: REBORN })], truth())).toEqual([]);
    expect(terminalImmutable.check([ended, read(5_000, { trackedAt: null, state: 'unknown' })], truth())).toEqual([]);
    const replayed = exchange(5_000, { isReplay: true, shown: [shown({ state: 'unknown' })] }, { operation: 'track' });
    expect(terminalImmutable.check([ended, replayed], truth())).toEqual([]);
  });

  it('lets a fail-over take back what was seen of the master that was lost', () => {
    const lost = [fault(900, 'master-killed'), fault(2_000, 'master-killed', { is: 'over' })];
    expect(terminalImmutable.check([...lost, ended, read(5_000)], truth())).toEqual([]);
  });
});
