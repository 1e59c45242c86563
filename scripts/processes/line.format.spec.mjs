import { formatLine, levelOf } from './line.format.mjs';

describe('formatLine', () => {
  it('writes a log entry out in words', () => {
    const line = '{"level":40,"time":1,"service":"worker","connection":"hmc-lab","failures":3,"msg":"circuit opened"}';
    expect(formatLine('worker', line)).toBe('worker    | warn circuit opened connection=hmc-lab failures=3');
    expect(levelOf(line)).toBe(40);
  });

  it.each(['plain words', '{"msg":"no level"}', '{"level":30,', '{'])('leaves %s as it is', (line) => {
    expect(formatLine('gateway', line)).toBe(`gateway   | ${line}`);
    expect(levelOf(line)).toBeNull();
  });
});
