import { Metrics } from '#libs/telemetry';
import { EventMeter } from './event.meter.js';

const NOW = 1_000_000;
const ALL = { seesAll: true, sees: () => true };

describe('the meter of events', () => {
  let metrics: Metrics;
  let meter: EventMeter;
  let connections: string[];

  beforeEach(() => {
    connections = ['a', 'b'];
    metrics = new Metrics();
    meter = new EventMeter(
      metrics,
      () => connections,
      () => NOW,
    );
  });

  const changed = (connection: string, at: number) =>
    meter.onChange({ connection, key: '9', type: 'changed', revision: 2 }, `${at}-0`);
  const lagOf = async (connection: string, part: string) =>
    new RegExp(`^jobgate_event_delivery_lag_seconds_${part}\\{connection="${connection}"\\} (\\S+)$`, 'm').exec(
      await metrics.text(ALL),
    )?.[1];

  it('is up once the streams of all present connections are received', () => {
    expect(meter.isReceiving).toBe(false);
    meter.onResume(['a']);
    expect(meter.isReceiving).toBe(false);
    meter.onResume(['b']);
    expect(meter.isReceiving).toBe(true);
    meter.onDisconnect(['a']);
    expect(meter.isReceiving).toBe(false);
    connections = ['b'];
    expect(meter.isReceiving).toBe(true);
  });

  it('counts how long a change was on its way, by the time that Redis gave it', async () => {
    meter.onResume(['a']);
    changed('a', NOW - 250);
    // The clock of Redis is ahead.
    changed('a', NOW + 50);
    expect([await lagOf('a', 'count'), await lagOf('a', 'sum')]).toEqual(['2', '0.25']);
  });

  it('does not count what waited while the connection was away', async () => {
    changed('a', NOW - 60_000);
    meter.onResume(['a']);
    meter.onDisconnect(['a']);
    changed('a', NOW - 60_000);
    expect(await lagOf('a', 'count')).toBeUndefined();
  });
});
