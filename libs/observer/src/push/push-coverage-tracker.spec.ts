import { newRecord, type JobRecord } from '#libs/jobs';
import { PushCoverageTracker } from './push-coverage-tracker.js';

const SECOND = 1_000;
const CONNECTED_AT = 1_000_000;

function job(key: string, trackedAt: number, observedAt: number | null = trackedAt): JobRecord {
  const record = newRecord({ connection: 'hmc-lab', provider: 'ibm-hmc', key, kind: 'run', trackedAt });
  return { ...record, observation: { ...record.observation, observedAt } };
}

describe('what push covers', () => {
  let coverage: PushCoverageTracker;
  beforeEach(() => {
    coverage = new PushCoverageTracker();
    coverage.connected(CONNECTED_AT, true);
  });

  /** Ends that nobody told of, and the time after which that is certain. */
  function untold(count: number): void {
    for (let number = 0; number < count; number += 1) {
      const at = CONNECTED_AT + number;
      coverage.ended(`untold-${number}`, job(`untold-${number}`, at), at);
    }
    coverage.message('somebody', CONNECTED_AT + 20 * SECOND);
  }

  it('is every run tracked since the connection, while it lasts', () => {
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(true);
    coverage.disconnected();
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(false);
  });

  it('is no pointer, and nothing without a connection', () => {
    expect(coverage.covers({ ...job('a', CONNECTED_AT), kind: 'pointer' })).toBe(false);
    expect(new PushCoverageTracker().covers(job('a', CONNECTED_AT))).toBe(false);
  });

  it('is also what was tracked before an interruption, unless the log-on is a new one', () => {
    coverage.disconnected();
    coverage.connected(CONNECTED_AT + 10 * SECOND, false);
    expect(coverage.covers(job('a', CONNECTED_AT + SECOND))).toBe(true);
    coverage.connected(CONNECTED_AT + 20 * SECOND, true);
    expect(coverage.covers(job('a', CONNECTED_AT + SECOND))).toBe(false);
  });

  it('is not a job of which was told already: nothing more will be', () => {
    coverage.message('a', CONNECTED_AT);
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(false);
  });

  it('is nothing after a few ends of which nobody told', () => {
    untold(3);
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(true);
    untold(2);
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(false);
  });

  it('is everything again after enough ends that were told of', () => {
    untold(10);
    for (let number = 0; number < 30; number += 1) {
      const at = CONNECTED_AT + 30 * SECOND + number;
      coverage.message(`told-${number}`, at);
      coverage.ended(`told-${number}`, job(`told-${number}`, CONNECTED_AT), at + 5);
    }
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(true);
  });

  it('takes a message that comes a little after the end for one that told of it', () => {
    for (let number = 0; number < 30; number += 1) {
      coverage.ended(`a-${number}`, job(`a-${number}`, CONNECTED_AT), CONNECTED_AT + 1);
      coverage.message(`a-${number}`, CONNECTED_AT + SECOND);
    }
    coverage.message('somebody', CONNECTED_AT + 60 * SECOND);
    expect(coverage.share).toBe(1);
  });

  it.each([
    ['was over at the first poll', null],
    ['was last seen before the connection', job('a', CONNECTED_AT, CONNECTED_AT - 1)],
    ['was tracked before the log-on', job('a', CONNECTED_AT - 1, CONNECTED_AT + 1)],
    ['was never seen under way', job('a', CONNECTED_AT, null)],
  ])('learns nothing from the end of a job that %s', (_why, before) => {
    for (let number = 0; number < 10; number += 1) coverage.ended(`a-${number}`, before, CONNECTED_AT + 2);
    coverage.message('somebody', CONNECTED_AT + 60 * SECOND);
    expect(coverage.share).toBe(1);
  });

  it('learns nothing from ends just before an interruption', () => {
    for (let number = 0; number < 10; number += 1) {
      coverage.ended(`a-${number}`, job(`a-${number}`, CONNECTED_AT), CONNECTED_AT + 1);
    }
    coverage.disconnected();
    coverage.message('somebody', CONNECTED_AT + 60 * SECOND);
    expect(coverage.share).toBe(1);
  });

  it('takes over what an earlier process learned', () => {
    coverage.share = 0.2;
    expect(coverage.covers(job('a', CONNECTED_AT))).toBe(false);
  });
});
