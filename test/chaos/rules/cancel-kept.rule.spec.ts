import { cancelKept } from './cancel-kept.rule.js';
import { exchange, JOB, mark, read, truth } from './history.builder.js';

const request = exchange(100, { status: 202 }, { operation: 'cancel', subject: JOB });
const last = (cancellation: string, state = 'running', cancellationReason: string | null = null) => [
  request,
  mark(200, 'final'),
  read(300, { cancellation, state, cancellationReason }),
];

describe('cancel-kept', () => {
  it('is kept by a call upstream, by an end, and by a reason', () => {
    expect(cancelKept.check(last('none'), truth({ cancelRequestedAt: 150 }))).toEqual([]);
    expect(cancelKept.check(last('none', 'succeeded'), truth())).toEqual([]);
    expect(cancelKept.check(last('rejected'), truth())).toEqual([]);
    expect(cancelKept.check(last('requested', 'running', 'Nobody knows.'), truth())).toEqual([]);
  });

  it.each(['none', 'requested'])('is broken by a job that goes on as if nobody had asked: %s', (cancellation) => {
    expect(cancelKept.check(last(cancellation), truth())).toEqual([
      expect.objectContaining({ subject: JOB, events: [request, last(cancellation)[2]] }),
    ]);
  });
});
