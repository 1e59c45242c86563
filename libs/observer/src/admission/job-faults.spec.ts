import { trouble } from '#libs/jobs';
import { JobFaults } from './job-faults.js';

const fault = trouble('unreachable', 'upstream-error', 'No.', { upstreamStatus: 500, isOwnForm: true });
const proxy = trouble('unreachable', 'upstream-error', 'No.', { upstreamStatus: 502 });
const SECOND = 1_000;

describe('a fault in the form of the upstream', () => {
  it('is the job’s own while another job is answered well', () => {
    const faults = new JobFaults();
    faults.isOwn('well', null, 0);
    expect(faults.isOwn('poisoned', fault, 60 * SECOND)).toBe(true);
  });

  it('is the upstream’s when no other job was answered well for a minute', () => {
    const faults = new JobFaults();
    expect(faults.isOwn('1', fault, 0)).toBe(false);
    faults.isOwn('2', null, SECOND);
    expect(faults.isOwn('2', fault, 2 * SECOND)).toBe(false);
    expect(faults.isOwn('3', fault, 62 * SECOND)).toBe(false);
  });

  it('is the job’s own when it fails again: each job counts once until it is answered well', () => {
    const faults = new JobFaults();
    expect([0, 1, 2].map((at) => faults.isOwn('1', fault, at))).toEqual([false, true, true]);
    faults.isOwn('1', null, 3);
    expect(faults.isOwn('1', fault, 4)).toBe(false);
  });

  it('remembers the job that was answered well before the last one', () => {
    const faults = new JobFaults();
    faults.isOwn('a', null, 0);
    faults.isOwn('b', null, 1);
    expect(faults.isOwn('b', fault, 2)).toBe(true);
  });

  it('is nobody’s but the upstream’s in any other form', () => {
    const faults = new JobFaults();
    faults.isOwn('well', null, 0);
    expect(faults.isOwn('1', proxy, 1)).toBe(false);
    expect(faults.isOwn('1', proxy, 2)).toBe(false);
  });
});
