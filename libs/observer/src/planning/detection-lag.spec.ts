import { newRecord, type JobRecord, type Transition } from '#libs/jobs';
import { DetectionLag } from './detection-lag.js';

const RECORD = newRecord({ connection: 'dm-prod', key: '9', provider: 'datameer', kind: 'run', trackedAt: 0 });
const ended = (endedAt: number | null): JobRecord => ({ ...RECORD, state: 'succeeded', endedAt });
const seen = (notBefore: number | null, notAfter: number): Transition => ({
  from: 'running',
  to: 'succeeded',
  reason: null,
  upstreamAt: null,
  notBefore,
  notAfter,
  source: 'poll',
  revision: 2,
});

describe('the lag between an end and its detection', () => {
  it('is unknown before the first end, and after one that nobody had waited for', () => {
    const lag = new DetectionLag();
    expect(lag.milliseconds).toBeNull();
    expect(lag.learn(ended(500), seen(null, 10_000), 0)).toBeNull();
    expect(lag.milliseconds).toBeNull();
    expect(lag.take()).toBeNull();
  });

  it('is counted from the time that the upstream names, by the clock of the gateway', () => {
    const lag = new DetectionLag();
    expect(lag.learn(ended(7_000), seen(4_000, 10_000), 500)).toBe(2_500);
    expect(lag.milliseconds).toBe(2_500);
  });

  it('is half of the time between two polls where the upstream has no clock', () => {
    const lag = new DetectionLag();
    lag.learn(ended(null), seen(4_000, 10_000), 0);
    expect(lag.milliseconds).toBe(3_000);
  });

  it.each([
    ['before the poll that still found it under way', 1_000, 6_000],
    ['after the poll that found it ended', 99_000, 0],
  ])('does not believe an end %s', (_, endedAt, expected) => {
    const lag = new DetectionLag();
    lag.learn(ended(endedAt), seen(4_000, 10_000), 0);
    expect(lag.milliseconds).toBe(expected);
  });

  it('follows what happens, and goes on from what an earlier process measured', () => {
    const lag = new DetectionLag(10_000);
    for (let nth = 0; nth < 60; nth += 1) lag.learn(ended(9_000), seen(4_000, 10_000), 0);
    expect(lag.milliseconds).toBeGreaterThan(1_000);
    expect(lag.milliseconds).toBeLessThan(1_100);
  });

  it('is taken once for each piece of news', () => {
    const lag = new DetectionLag();
    lag.learn(ended(9_000), seen(4_000, 10_000), 0);
    expect(lag.take()).toBe(1_000);
    expect(lag.take()).toBeNull();
  });
});
