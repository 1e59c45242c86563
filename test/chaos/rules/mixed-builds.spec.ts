import { violationsOfMixedBuilds } from './mixed-builds.js';
import { exchange, JOB, mark, read, shown, truth } from './history.builder.js';
import { violationsOf } from './rules.js';

const rules = (violations: readonly { rule: string }[]) => violations.map(({ rule }) => rule);

describe('a history with a previous build beside the present one', () => {
  const begin = [mark(0, 'begin'), read(1_100, { state: 'succeeded', revision: 3 })];
  const unchanged = (gateway: string) =>
    exchange(3_000, { status: 304, unchanged: [JOB] }, { gateway, held: [shown()] });

  it('is not judged by what only the present one promises, where the previous one answered', () => {
    const history = [...begin, unchanged('previous gateway 1')];
    expect(rules(violationsOf(history, truth()))).toEqual(['not-modified-true']);
    expect(violationsOfMixedBuilds(history, truth())).toEqual([]);
  });

  it('is judged by that where the present one answered', () => {
    expect(rules(violationsOfMixedBuilds([...begin, unchanged('gateway 2')], truth()))).toEqual(['not-modified-true']);
  });

  it('keeps together what either of them has acknowledged', () => {
    const history = [
      mark(0, 'begin'),
      exchange(100, { status: 201, shown: [shown()] }, { operation: 'track', gateway: 'previous gateway 1' }),
      exchange(3_000, { status: 404 }, { gateway: 'gateway 2' }),
    ];
    expect(rules(violationsOfMixedBuilds(history, truth()))).toEqual(['acknowledged-kept']);
  });

  it('holds nobody to a key that the previous build has seen', () => {
    const started = (gateway: string) =>
      exchange(100, { status: 202 }, { operation: 'start', gateway, idempotencyKey: 'k', resources: ['dm-prod/1'] });
    const twice = [
      { resource: 'dm-prod/1', id: JOB, at: 0 },
      { resource: 'dm-prod/1', id: 'dm-prod~2', at: 0 },
    ];
    const seen = [mark(0, 'begin'), started('previous gateway 1'), started('gateway 2')];
    expect(violationsOfMixedBuilds(seen, truth({}, { starts: twice }))).toEqual([]);
    expect(
      rules(violationsOfMixedBuilds(seen.slice(0, 1).concat(seen.slice(2)), truth({}, { starts: twice }))),
    ).toEqual(['executed-once']);
  });
});
