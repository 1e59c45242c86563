import fc from 'fast-check';
import { ExactNumber, jsonText, parseJson } from './exact-json.js';

const again = (text: string): string => jsonText(parseJson(text));

describe('JSON whose numbers stay as they were sent', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '9223372036854775807',
    '0.30000000000000004441',
    '12345678.123456789012',
    '1e400',
    '-1E+400',
    '1e-400',
    '4.9E-324',
    '123456789012345678e-3',
  ])('writes %s unchanged, at any place', (number) => {
    expect(parseJson(number)).toBeInstanceOf(ExactNumber);
    for (const text of [number, `[${number}]`, `{"a":{"b":[1,${number},"${number}"]},"c":${number}}`]) {
      expect(again(text)).toBe(text);
    }
  });

  it.each([
    ['1', 1],
    ['9007199254740992', 2 ** 53],
    ['1.0000000000000000000', 1],
    ['0.1000000000000000055511151231257827', new ExactNumber('0.1000000000000000055511151231257827')],
    ['0.30000000000000004', 0.1 + 0.2],
    ['1E23', 1e23],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['5e-324', Number.MIN_VALUE],
    ['100000000000000000000000', 1e23],
    ['0.000000000000000000', 0],
    ['0e999', 0],
  ])('has %s as the number that it is', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it('leaves digits inside of a string or a name alone', () => {
    for (const value of ['12345678901234567890', 'a\\', 'a"9007199254740993,', '\\"9007199254740993\\', '1e400', '']) {
      expect(parseJson(`[${JSON.stringify(value)},9007199254740993]`)).toEqual([
        value,
        new ExactNumber('9007199254740993'),
      ]);
      const named = JSON.stringify({ [value]: 1, b: 2 });
      expect(again(`[1e400,${named}]`)).toBe(`[1e400,${named}]`);
    }
  });

  it('is the nearest double where one is asked for', () => {
    const number = parseJson('9007199254740993');
    expect([Number(number), String(number), JSON.stringify([number])]).toEqual([
      2 ** 53,
      '9007199254740993',
      '[9007199254740992]',
    ]);
  });

  it('keeps a member called __proto__ as a member', () => {
    expect(again('{"__proto__":{"a":1e400}}')).toBe('{"__proto__":{"a":1e400}}');
  });

  it.each(['', '{"a":9007199254740993', '[09007199254740993]', '[1e400.]', '"9007199254740993'])(
    'refuses %j as JSON.parse does',
    (text) => expect(() => parseJson(text)).toThrow(SyntaxError),
  );

  it('reads and writes any JSON as JSON.parse and JSON.stringify do', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(again(text)).toBe(text);
      }),
    );
  });

  it('changes no whole number, among any texts', () => {
    const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(whole, fc.string({ unit: 'binary' }), (number, text) => {
        const json = `{"number":${number},${JSON.stringify(`_${text}`)}:${JSON.stringify(text)},"after":[${number}]}`;
        expect(again(json)).toBe(json);
      }),
    );
  });
});
