import type { History } from '../history/history.event.js';
import { fault, message, read, REBORN, truth } from './history.builder.js';
import { revisionForward } from './revision-forward.rule.js';

const check = (...history: History) => revisionForward.check(history, truth()).map(({ what }) => what);

describe('revision-forward', () => {
  it('is kept by revisions that rise or stay', () => {
    expect(check(read(100), read(2_000), read(4_000, { revision: 5 }))).toEqual([]);
  });

  it('is broken by another gateway that is behind', () => {
    const behind = read(3_000, { revision: 2 }, { gateway: 'gateway 2' });
    expect(check(read(1_000, { revision: 3 }), behind)).toEqual(['went back from revision 3 to 2 for reader']);
  });

  it('is broken by a message that is older than the one before', () => {
    expect(check(message(100, { revision: 3 }), message(101, { revision: 2 }))).toHaveLength(1);
  });

  it('is broken by an earlier life of the record', () => {
    expect(check(read(1_000, { trackedAt: REBORN, revision: 1 }), read(3_000, { revision: 7 }))).toHaveLength(1);
  });

  it('lets gateways agree, and compares no two readers', () => {
    expect(check(read(1_000, { revision: 3 }), read(1_100, { revision: 2 }))).toEqual([]);
    expect(check(read(1_000, { revision: 3 }), read(3_000, { revision: 2 }, { client: 'other' }))).toEqual([]);
  });

  it('lets a later life of the record begin anew', () => {
    expect(check(read(1_000, { revision: 3 }), read(3_000, { revision: 1, trackedAt: REBORN }))).toEqual([]);
  });

  it('lets a fail-over take back what was seen of the master that was lost, and nothing else', () => {
    const lost = [fault(500, 'master-killed'), fault(2_000, 'master-killed', { is: 'over' })];
    expect(check(...lost, read(1_000, { revision: 3 }), read(3_000, { revision: 2 }))).toEqual([]);
    expect(check(...lost, read(2_100, { revision: 3 }), read(4_000, { revision: 2 }))).toHaveLength(1);
  });
});
