import { executedOnce } from './executed-once.rule.js';
import { exchange, shown, truth } from './history.builder.js';

const start = { operation: 'start', subject: null, idempotencyKey: 'key', resources: ['dm-prod/88'] } as const;
const started = (id: string, at: number) => ({ resource: 'dm-prod/88', id, at });
const accepted = (at: number, id: string) => exchange(at, { status: 202, shown: [shown({ id })] }, start);

describe('executed-once', () => {
  it('is kept by one start for two requests', () => {
    const history = [exchange(100, null, start), accepted(200, 'dm-prod~1')];
    expect(executedOnce.check(history, truth({}, { starts: [started('dm-prod~1', 50)] }))).toEqual([]);
  });

  it('is broken by two starts', () => {
    const history = [exchange(100, { status: 503 }, start), accepted(200, 'dm-prod~2')];
    const starts = [started('dm-prod~1', 50), started('dm-prod~2', 150)];
    expect(executedOnce.check(history, truth({}, { starts }))).toEqual([
      expect.objectContaining({
        ...{ subject: 'key', what: 'started dm-prod/88 2 times: dm-prod~1, dm-prod~2' },
        events: history,
      }),
    ]);
  });

  it('is broken by two jobs for one key', () => {
    const history = [accepted(100, 'dm-prod~1'), accepted(200, 'dm-prod~2')];
    expect(executedOnce.check(history, truth())).toHaveLength(1);
  });
});
