import { eventually } from '../../../../test/stage/eventually.js';
import type { ConnectionSettings } from '../connection-context.js';
import { ConnectionLifecycle } from './connection-lifecycle.js';

/** A runner that takes its work, or does not, and what was asked of it. */
function runnerThat(isAlive: boolean) {
  const asked: string[] = [];
  const runner = {
    start: async () => void asked.push('start'),
    stop: async () => void asked.push('stop'),
    maintain: async () => isAlive,
  };
  const lifecycle = new ConnectionLifecycle({ name: 'dm-prod' } as ConnectionSettings, runner, {
    started: () => void asked.push('started'),
    left: (error) => void asked.push(`left: ${String(error)}`),
  });
  return { lifecycle, asked };
}

describe('a running connection', () => {
  it.each([
    ['is left when it takes no work any more, to be taken anew', false, ['start', 'started', 'stop', 'left: null']],
    ['is kept while it takes its work', true, ['start', 'started']],
  ])('%s', async (_, isAlive, expected) => {
    const { lifecycle, asked } = runnerThat(isAlive);
    lifecycle.take();
    await eventually(() => expect(asked).toContain('started'));
    await lifecycle.maintain();
    await eventually(() => expect(asked).toEqual(expected));
  });
});
