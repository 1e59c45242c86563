import { JOB, read, truth } from './history.builder.js';
import { lostConfirmed } from './lost-confirmed.rule.js';

const lost = read(500, { state: 'lost' });
const { jobs } = truth();
/** So many more jobs of the connection go on. */
const others = (count: number) => {
  const ids = Array.from({ length: count }, (_, index) => `dm-prod~${index + 2}`);
  return {
    seen: ids.map((id) => read(100, { id })),
    known: truth({}, { jobs: { ...jobs, ...Object.fromEntries(ids.map((id) => [id, jobs[JOB]!])) } }),
  };
};

describe('lost-confirmed', () => {
  it('is kept where the upstream has forgotten the job', () => {
    const phases = [
      { phase: 'running', from: 0 },
      { phase: 'absent', from: 400 },
    ] as const;
    expect(lostConfirmed.check([lost], truth({ phases }))).toEqual([]);
  });

  it('is broken where the upstream has it, and others', () => {
    const { seen, known } = others(2);
    const violation = expect.objectContaining({ events: [lost] });
    expect(lostConfirmed.check([read(100), ...seen, lost], known)).toEqual([violation]);
  });

  it('believes an upstream that denies one or two jobs', () => {
    const { seen, known } = others(1);
    expect(lostConfirmed.check([read(100), ...seen, lost], known)).toEqual([]);
  });

  it('counts jobs that are known, and go on', () => {
    const { seen, known } = others(2);
    expect(lostConfirmed.check([read(100), ...seen.slice(1), lost], known)).toEqual([]);
    const ended = { ...jobs[JOB]!, phases: [{ phase: 'succeeded', from: 0 }] } as const;
    const allEnded = { ...known, jobs: { ...known.jobs, 'dm-prod~2': ended } };
    expect(lostConfirmed.check([read(100), ...seen, lost], allEnded)).toEqual([]);
  });
});
