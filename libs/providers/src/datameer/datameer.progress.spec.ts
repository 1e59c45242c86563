import fc from 'fast-check';
import { readDuration, readProgress } from './datameer.progress.js';

describe('estimates of Datameer', () => {
  it.each([
    ['11s', 11_000],
    ['0s', 0],
    ['2m 5s', 125_000],
    ['2m5s', 125_000],
    ['1h 3m', 3_780_000],
    ['1h, 3m, 2s', 3_782_000],
    ['1d 2h', 93_600_000],
    ['2 min 5 sec', 125_000],
    ['1 hour 3 minutes', 3_780_000],
    ['350ms', 350],
    ['1.5s', 1_500],
    ['00:01:05', 65_000],
    ['27:00:00', 97_200_000],
  ])('reads %s', (text, milliseconds) => expect(readDuration(text)).toBe(milliseconds));

  it.each([
    'soon',
    '11',
    '-5s',
    '5:30',
    '11 s ago',
    '5 months',
    '99999999999999s',
    '1:99:00',
    's',
    `${'1s '.repeat(40)}`,
  ])('does not guess at %s', (text) => expect(readDuration(text)).toBeNull());

  it('never throws, and never names a moment that no calendar has', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const duration = readDuration(text);
        expect(duration === null || (Number.isInteger(duration) && duration >= 0)).toBe(true);
      }),
    );
  });
});

describe('progress of Datameer', () => {
  const OBSERVED_AT = 1_000_000;
  const at = (progress: unknown, estimate?: unknown) =>
    readProgress({ 'job-progress': progress, 'estimate-time': estimate }, OBSERVED_AT);

  it.each([
    ['0', 0],
    ['40', 40],
    ['100', 100],
    ['40%', 40],
    ['40.5', 40.5],
    [40, 40],
  ])('reads %j as %d percent', (value, percent) => {
    expect(at(value)).toEqual({
      progress: { percent, done: null, total: null, unit: null, estimatedEndAt: null },
      anomalies: [],
    });
  });

  it.each(['101', '-1', 'half', {}, [], true])('does not guess at %j', (value) => {
    expect(at(value)).toMatchObject({ progress: undefined, anomalies: [{ code: 'unreadable-progress' }] });
  });

  it.each([undefined, null, ''])('is silent where the response says %j', (value) => {
    expect(at(value, value)).toEqual({ progress: undefined, anomalies: [] });
  });

  it('adds the estimate to the moment of the response', () => {
    expect(at('', '11s').progress).toMatchObject({ percent: null, estimatedEndAt: OBSERVED_AT + 11_000 });
  });

  it('keeps the percent where the estimate cannot be read', () => {
    expect(at('40', 'soon')).toEqual({
      progress: { percent: 40, done: null, total: null, unit: null, estimatedEndAt: null },
      anomalies: [{ code: 'unreadable-estimate', value: 'soon' }],
    });
  });
});
