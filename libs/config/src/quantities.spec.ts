import fc from 'fast-check';
import { parseDuration, parseRate, parseSize } from './quantities.js';

describe('quantities', () => {
  const factors = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const sizes = { B: 1, KB: 1_024, MB: 1_048_576, GB: 1_073_741_824 };

  it('reads every whole number of a unit of time as milliseconds', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...Object.entries(factors)), (amount, [unit, factor]) => {
        expect(parseDuration(`${amount}${unit}`)).toBe(amount * factor);
      }),
    );
  });

  it('reads every whole number of a unit of size as bytes', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...Object.entries(sizes)), (amount, [unit, factor]) => {
        expect(parseSize(`${amount}${unit}`)).toBe(amount * factor);
      }),
    );
  });

  it('reads a rate as a count and a time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('s', 'm', 'h'), (count, unit) => {
        expect(parseRate(`${count}/${unit}`)).toEqual({ count, perMs: factors[unit as 's' | 'm' | 'h'] });
      }),
    );
  });

  it('orders durations as their lengths are ordered', () => {
    const length = fc.tuple(fc.nat(10_000), fc.constantFrom(...Object.entries(factors)));
    fc.assert(
      fc.property(length, length, ([one, [unit, factor]], [other, [otherUnit, otherFactor]]) => {
        const difference = parseDuration(`${one}${unit}`)! - parseDuration(`${other}${otherUnit}`)!;
        expect(Math.sign(difference)).toBe(Math.sign(one * factor - other * otherFactor));
      }),
    );
  });

  it('gives null for any text that is none of the forms, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (!/^\d+(ms|s|m|h|d)$/.test(text)) expect(parseDuration(text)).toBeNull();
        if (!/^\d+(B|KB|MB|GB)$/.test(text)) expect(parseSize(text)).toBeNull();
        if (!/^\d+\/[smh]$/.test(text)) expect(parseRate(text)).toBeNull();
      }),
    );
  });

  it.each([
    '10',
    '10 s',
    '-1s',
    '1.5s',
    '1e3s',
    '10S',
    's',
    '',
    ' 10s',
    '10s\n',
    '10constructor',
    '9007199254740993ms',
  ])('does not take %j for a duration', (text) => expect(parseDuration(text)).toBeNull());

  it.each(['8', '8mb', '8 MB', '8M', '1TB', '9007199254740993B'])('does not take %j for a size', (text) =>
    expect(parseSize(text)).toBeNull(),
  );

  it.each(['100', '100/d', '100/ms', '/s', '-1/s', '1.5/s', '9007199254740993/s'])(
    'does not take %j for a rate',
    (text) => expect(parseRate(text)).toBeNull(),
  );
});
