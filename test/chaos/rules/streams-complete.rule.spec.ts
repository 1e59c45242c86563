import type { History } from '../history/history.event.js';
import { JOB, mark, message, opened, read, truth } from './history.builder.js';
import { streamsComplete } from './streams-complete.rule.js';

const final = (...told: History) =>
  streamsComplete
    .check(
      [opened(0), ...told, mark(3_000, 'settling'), mark(5_000, 'final'), read(6_000, { state: 'succeeded' })],
      truth(),
    )
    .map(({ what }) => what);

describe('streams-complete', () => {
  it('is kept by a stream that sent the end, once or again', () => {
    expect(final(message(100, {}), message(1_500, { state: 'succeeded' }))).toEqual([]);
    expect(final(message(1_500, { state: 'succeeded' }), message(1_600, { state: 'succeeded' }))).toEqual([]);
  });

  it('is broken by a stream that stopped before it', () => {
    expect(final(message(100, {}))).toEqual(['is succeeded; the last that stream told is running']);
  });

  it('is broken by a stream that never sent the job', () => {
    expect(final()).toEqual(['is succeeded; the last that stream told is nothing']);
  });

  it('asks a stream of a single job about that one alone, and that it closes after its end', () => {
    const about = (subject: string, ...more: History) => {
      const told = message(1_500, { state: 'succeeded' });
      const history = [opened(0, { subject }), told, ...more, mark(20_000, 'settling'), mark(30_000, 'final')];
      return streamsComplete.check([...history, read(31_000, { state: 'succeeded' })], truth()).map(({ what }) => what);
    };
    expect(about(JOB, opened(1_600, { subject: JOB, is: 'closed' }))).toEqual([]);
    expect(about(JOB)).toEqual(['is succeeded, and stream goes on']);
    const foundAgain = (subject: string | null) => {
      const history = [opened(0, { subject }), message(1_500, { state: 'lost' }), mark(3_000, 'settling')];
      return streamsComplete.check([...history, mark(5_000, 'final'), read(6_000, { state: 'running' })], truth());
    };
    expect([foundAgain(JOB).length, foundAgain(null).length]).toEqual([0, 1]);
    const another = [opened(0, { subject: 'dm-prod~2' }), mark(3_000, 'settling'), mark(5_000, 'final')];
    expect(streamsComplete.check([...another, read(6_000, { state: 'succeeded' })], truth())).toEqual([]);
  });

  it('asks nothing of a stream whose caller may not see the job', () => {
    const hidden = { 'hmc-lab~1': truth().jobs[JOB]! };
    const history = [
      opened(0, { caller: 'restricted' }),
      ...[mark(3_000, 'settling'), mark(5_000, 'final')],
      read(6_000, { id: 'hmc-lab~1', state: 'succeeded' }),
    ];
    expect(streamsComplete.check(history, truth({}, { jobs: hidden }))).toEqual([]);
  });
});
