import { eventually } from '../../../test/stage/eventually.js';
import { JWKS_TIMING } from './jwks.timing.js';

const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;

describe('what is to be done later', () => {
  it('is done, unless it is prevented, and keeps no process alive', async () => {
    const done: string[] = [];
    const before = timers();
    JWKS_TIMING.later(() => done.push('prevented'), 1)();
    JWKS_TIMING.later(() => done.push('done'), 2);
    expect(timers()).toBe(before);
    await eventually(() => expect(done).toEqual(['done']));
  });
});
