import { read, truth } from './history.builder.js';
import { lostDenied } from './lost-denied.rule.js';

const lost = read(500, { state: 'lost' });

describe('lost-denied', () => {
  it('is kept where the upstream has forgotten the job', () => {
    const phases = [
      { phase: 'running', from: 0 },
      { phase: 'absent', from: 400 },
    ] as const;
    expect(lostDenied.check([lost], truth({ phases }))).toEqual([]);
  });

  it('is broken where the upstream has it', () => {
    expect(lostDenied.check([read(100), lost], truth())).toEqual([expect.objectContaining({ events: [lost] })]);
  });
});
