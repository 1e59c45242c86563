import type { Answer } from '../history/history.event.js';
import { commandAnswered } from './command-answered.rule.js';
import { exchange, mark, truth } from './history.builder.js';

const start = { operation: 'start', subject: null, idempotencyKey: 'key', resources: ['dm-prod/88'] } as const;

function check(last: Partial<Answer>, started: boolean): string[] {
  const history = [exchange(100, null, start), mark(200, 'settling'), exchange(300, last, start)];
  const starts = started ? [{ resource: 'dm-prod/88', id: 'dm-prod~1', at: 50 }] : [];
  return commandAnswered.check(history, truth({}, { starts })).map(({ what }) => what);
}

describe('command-answered', () => {
  it.each([
    ['done', { status: 202 }, true],
    ['refused', { status: 422, code: 'start-rejected' }, false],
    ['outcome-unknown, and done', { status: 504, code: 'outcome-unknown' }, true],
    ['outcome-unknown, and not done', { status: 504, code: 'outcome-unknown' }, false],
  ])('is kept by %s', (_what, last, started) => {
    expect(check(last, started)).toEqual([]);
  });

  it('is broken by "done" where nothing was started', () => {
    expect(check({ status: 202 }, false)).toEqual(['was answered 202, and nothing was started']);
  });

  it('is broken by "refused" where something was started', () => {
    expect(check({ status: 404, code: 'job-not-found' }, true)).toEqual([
      'was refused with 404 job-not-found, though dm-prod/88 was started',
    ]);
  });

  it('is broken by an endless request to retry', () => {
    expect(check({ status: 503, code: 'connection-unavailable' }, false)).toEqual([
      'is still answered 503 connection-unavailable',
    ]);
  });
});
