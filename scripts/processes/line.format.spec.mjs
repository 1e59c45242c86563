import { formatLine, isLoud } from './line.format.mjs';

describe('formatLine', () => {
  it('writes a log entry out in words', () => {
    const line =
      '{"level":"warn","time":"…","service":"worker","connection":"hmc-lab","failures":3,"message":"circuit opened"}';
    expect(formatLine('worker', line)).toBe('worker    | warn circuit opened connection=hmc-lab failures=3');
  });

  it.each(['plain words', '{"message":"no level"}', '{"level":"info",', '{'])('leaves %s as it is', (line) => {
    expect(formatLine('gateway', line)).toBe(`gateway   | ${line}`);
  });
});

describe('isLoud', () => {
  it.each([
    ['warn', true],
    ['error', true],
    ['fatal', true],
    ['info', false],
    ['debug', false],
  ])('%s: %s', (level, expected) => {
    expect(isLoud(JSON.stringify({ level, message: 'said' }))).toBe(expected);
  });

  it('is false for what is no log entry', () => {
    expect(isLoud('error: plain words')).toBe(false);
  });
});
