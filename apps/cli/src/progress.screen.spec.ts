import type { Job } from '#libs/client';
import { barOf } from './progress.screen.js';

const bar = (state: Job['state'], percent: number | null) =>
  barOf({
    state,
    terminal: !['running', 'queued'].includes(state),
    progress: percent === null ? null : { percent, done: null, total: null, unit: null, estimatedEndAt: null },
  });

describe('the bar of a job', () => {
  it.each([
    ['running', 50, '[██████      ]'],
    ['running', 0, '[            ]'],
    ['running', 140, '[████████████]'],
    ['queued', null, '[············]'],
    ['succeeded', null, '[████████████]'],
    ['failed', 25, '[███         ]'],
    ['lost', null, '[············]'],
  ] as const)('that is %s at %j is %s', (state, percent, expected) => {
    expect(bar(state, percent)).toBe(expected);
  });
});
