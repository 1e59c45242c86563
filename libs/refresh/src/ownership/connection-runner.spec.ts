import { eventually } from '../../../../test/stage/eventually.js';
import type { ConnectionSettings } from '../connection-context.js';
import { ConnectionRunner } from './connection-runner.js';

/** A care whose sweeps come, or do not, and what was asked of it. */
function careThat(isSwept: boolean) {
  const asked: string[] = [];
  const care = {
    start: async () => void asked.push('start'),
    stop: async () => void asked.push('stop'),
    keepSweeping: async () => isSwept,
    tellHowBusy: () => undefined,
  };
  const runner = new ConnectionRunner({ name: 'dm-prod' } as ConnectionSettings, care, {
    started: () => void asked.push('started'),
    left: (error) => void asked.push(`left: ${String(error)}`),
  });
  return { runner, asked };
}

describe('a connection in care', () => {
  it.each([
    ['is left when no sweep comes any more, to be taken anew', false, ['start', 'started', 'stop', 'left: null']],
    ['is kept while sweeps come', true, ['start', 'started']],
  ])('%s', async (_, isSwept, expected) => {
    const { runner, asked } = careThat(isSwept);
    runner.take();
    await eventually(() => expect(asked).toContain('started'));
    await runner.keepUp();
    await eventually(() => expect(asked).toEqual(expected));
  });
});
