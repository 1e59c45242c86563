import { chaosEnvironment } from './chaos.options.mjs';

describe('the options of npm run chaos', () => {
  it('become the environment of the run', () => {
    expect(
      chaosEnvironment(['--seed', '7', '--minutes', '0.5', '--topology', 'cluster', '--faults', 'slots-moved']),
    ).toEqual({
      JOBGATE_CHAOS_SEED: '7',
      JOBGATE_CHAOS_MINUTES: '0.5',
      JOBGATE_CHAOS_TOPOLOGY: 'cluster',
      JOBGATE_CHAOS_FAULTS: 'slots-moved',
    });
  });

  it('name a checkout of another version that runs beside this one', () => {
    expect(chaosEnvironment(['--beside', '../before'])).toMatchObject({ JOBGATE_CHAOS_BESIDE: '../before' });
  });

  it('are a seed by chance, two minutes and a single server unless given', () => {
    const { JOBGATE_CHAOS_SEED, ...others } = chaosEnvironment([]);
    expect(Number(JOBGATE_CHAOS_SEED)).toBeLessThan(2 ** 32);
    expect(others).toEqual({ JOBGATE_CHAOS_MINUTES: '2', JOBGATE_CHAOS_TOPOLOGY: 'single' });
  });

  it.each([
    [['--seed', 'x'], '--seed x'],
    [['--minutes', '0'], '--minutes 0'],
    [['--topology', 'ring'], '--topology ring'],
    [['--color', 'red'], '--color'],
  ])('refuse %j', (args, fault) => {
    expect(() => chaosEnvironment(args)).toThrow(fault);
  });
});
