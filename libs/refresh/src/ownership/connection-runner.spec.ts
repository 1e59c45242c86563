import { eventually } from '../../../../test/stage/eventually.js';
import type { ConnectionSettings } from '../connection-context.js';
import { ConnectionRunner } from './connection-runner.js';

/** A care that takes its work, or does not, and what was asked of it. */
function careThat(isAlive: boolean) {
  const asked: string[] = [];
  const care = {
    start: async () => void asked.push('start'),
    stop: async () => void asked.push('stop'),
    keepUp: async () => isAlive,
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
    ['is left when it takes no work any more, to be taken anew', false, ['start', 'started', 'stop', 'left: null']],
    ['is kept while it takes its work', true, ['start', 'started']],
  ])('%s', async (_, isAlive, expected) => {
    const { runner, asked } = careThat(isAlive);
    runner.take();
    await eventually(() => expect(asked).toContain('started'));
    await runner.keepUp();
    await eventually(() => expect(asked).toEqual(expected));
  });
});
