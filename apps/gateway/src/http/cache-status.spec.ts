import { cacheStatus } from './cache-status.js';

describe('cacheStatus', () => {
  it.each([
    [{}, 'jobgate; hit'],
    [{ detail: 'unreachable' }, 'jobgate; hit; detail=unreachable'],
    [{ fwd: 'miss', stored: true }, 'jobgate; fwd=miss; stored'],
    [{ fwd: 'request', detail: 'timeout' }, 'jobgate; fwd=request; detail=timeout'],
    [{ isRefused: true, detail: 'only-if-cached' }, 'jobgate; detail=only-if-cached'],
  ] as const)('writes %j', (answer, value) => {
    expect(cacheStatus(answer)).toBe(value);
  });

  it.each([
    ['5xx', 'jobgate; hit; detail="5xx"'],
    ['two words', 'jobgate; hit; detail="two words"'],
    ['say "no"\\', 'jobgate; hit; detail="say \\"no\\"\\\\"'],
    ['grün\r\nX: y', 'jobgate; hit; detail="gr?n??X: y"'],
  ])('writes what is no token as a string: %j', (detail, value) => {
    expect(cacheStatus({ detail })).toBe(value);
  });
});
