import { layoutTimeline, type Transition } from './timeline.layout.js';

const at = (seconds: number) => new Date(seconds * 1000).toISOString();

function transition(changes: Partial<Transition>): Transition {
  const usual = { from: 'unknown', to: 'running', reason: null, upstreamAt: null, notBefore: null } as const;
  return { ...usual, notAfter: at(100), source: 'poll', revision: 2, ...changes };
}

const shapes = (transitions: Transition[], now: number | null) =>
  layoutTimeline(transitions, now)?.segments.map(({ state, becomes, left, width }) => [state, becomes, left, width]);

describe('the layout of a time line', () => {
  it('is none where nothing has happened', () => {
    expect(layoutTimeline([], 1_000)).toBeNull();
  });

  it('shows a change as uncertain from the last look that saw otherwise to the first that saw it', () => {
    const changes = [transition({ notBefore: at(100), notAfter: at(110) })];
    expect(shapes(changes, 200_000)).toEqual([
      ['unknown', 'running', 0, 10],
      ['running', null, 10, 90],
    ]);
  });

  it('begins with what the upstream says, where nobody looked before', () => {
    const layout = layoutTimeline([transition({ upstreamAt: at(50), notAfter: at(100) })], 150_000)!;
    expect([layout.from, layout.to]).toEqual([50_000, 150_000]);
    expect(layout.segments.map(({ becomes, width }) => [becomes, width])).toEqual([
      ['running', 50],
      [null, 50],
    ]);
    expect(layout.marks).toEqual([{ at: 50_000, left: 0, state: 'running' }]);
  });

  it('lets one segment follow the other without a hole, and ends with the end', () => {
    const changes = [
      transition({ notBefore: at(0), notAfter: at(10) }),
      transition({ from: 'running', to: 'succeeded', notBefore: at(80), notAfter: at(100) }),
    ];
    const layout = layoutTimeline(changes, null)!;
    expect(layout.segments.map(({ from, to }) => [from, to])).toEqual([
      [0, 10_000],
      [10_000, 80_000],
      [80_000, 100_000],
    ]);
  });

  it('bears with clocks that differ', () => {
    const changes = [
      transition({ notBefore: at(0), notAfter: at(50) }),
      transition({ from: 'running', to: 'failed', notBefore: at(40), notAfter: at(45), upstreamAt: at(120) }),
    ];
    const layout = layoutTimeline(changes, 100_000)!;
    expect(layout.to).toBe(120_000);
    expect(layout.segments.every(({ left, width }) => left >= 0 && width > 0 && left + width <= 100.001)).toBe(true);
  });
});
