import { message, read, truth } from './history.builder.js';
import { stateTrue } from './state-true.rule.js';

describe('state-true', () => {
  it('is kept by states that the upstream had, and by what says nothing of it', () => {
    const late = read(5_000, { state: 'running' });
    const history = [read(100), read(1_500, { state: 'succeeded' }), late, read(5_100, { state: 'unknown' })];
    expect(stateTrue.check(history, truth())).toEqual([]);
  });

  it('is broken by a state that it never had', () => {
    expect(stateTrue.check([read(100), message(200, { state: 'failed' })], truth())).toEqual([
      expect.objectContaining({ what: 'was shown as failed; in truth there was running → succeeded' }),
    ]);
  });

  it('is broken by an end that was shown before it came', () => {
    expect(stateTrue.check([read(900, { state: 'succeeded' })], truth())).toHaveLength(1);
  });

  it('is broken by a job that the upstream never had', () => {
    expect(stateTrue.check([read(100, { id: 'dm-prod~404' })], truth())).toHaveLength(1);
  });
});
