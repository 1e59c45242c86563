import { LEFT_OUT } from '../node/node.runs.mjs';
import { testOptions } from './test.options.mjs';

describe('the options of npm test', () => {
  it('are none: everything, once, on the Node.js that there is', () => {
    expect(testOptions([])).toEqual({
      hasTwoLines: false,
      hasChecks: true,
      jestArguments: [],
      mayBeSelective: false,
      workers: 4,
    });
  });

  it.each([
    [['libs/jobs', '-t', 'a job'], true, ['libs/jobs', '-t', 'a job']],
    [['--without-checks', 'libs/jobs'], false, ['libs/jobs']],
  ])('may choose among the tests, and leave out the checks: %j', (args, hasChecks, jestArguments) => {
    expect(testOptions(args)).toEqual({
      hasTwoLines: false,
      hasChecks,
      jestArguments,
      mayBeSelective: true,
      workers: 4,
    });
  });

  it('may leave out the checks and nothing else: a test that is skipped still counts', () => {
    const expected = { hasTwoLines: false, hasChecks: false, jestArguments: [], mayBeSelective: false, workers: 4 };
    expect(testOptions(['--without-checks'])).toEqual(expected);
  });

  it('are those of the second line: no checks, no test of what is left out, and a test that is skipped still counts', () => {
    const { jestArguments, ...others } = testOptions(['--second-line']);
    expect(others).toEqual({ hasTwoLines: false, hasChecks: false, mayBeSelective: false, workers: 6 });
    const patterns = ['/node_modules/', ...LEFT_OUT.map(({ folder }) => `<rootDir>/${folder}`)];
    expect(jestArguments).toEqual(patterns.map((pattern) => `--testPathIgnorePatterns=${pattern}`));
  });

  it('are two lines, which choose by themselves', () => {
    expect(testOptions(['--two-lines'])).toEqual({ hasTwoLines: true });
    expect(() => testOptions(['--two-lines', 'libs/jobs'])).toThrow('--two-lines takes no arguments');
    expect(() => testOptions(['--second-line', 'libs/jobs'])).toThrow('--second-line takes no arguments');
  });
});
