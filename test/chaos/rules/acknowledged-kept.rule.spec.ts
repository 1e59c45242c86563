import type { History } from '../history/history.event.js';
import { acknowledgedKept } from './acknowledged-kept.rule.js';
import { exchange, fault, JOB, read, REBORN, shown, truth } from './history.builder.js';

const tracked = read(100, {}, { operation: 'track', answer: null, subject: JOB });
const acknowledged = { ...tracked, answer: exchange(0, { status: 201, shown: [shown()] }).answer };
const check = (...history: History) => acknowledgedKept.check(history, truth()).map(({ what }) => what);

describe('acknowledged-kept', () => {
  it('is kept while the job is known', () => {
    expect(check(acknowledged, read(200), read(300, { revision: 3 }))).toEqual([]);
  });

  it('is broken by a 404 afterwards', () => {
    const denied = exchange(300, { status: 404, code: 'job-not-found' });
    expect(check(acknowledged, read(200), denied)).toEqual(['was acknowledged, and is not known any more']);
    expect(acknowledgedKept.check([acknowledged, read(200), denied], truth())[0]!.events).toEqual([
      acknowledged,
      denied,
    ]);
  });

  it('is broken by a batch that does not know the job', () => {
    expect(check(acknowledged, exchange(300, { missing: [JOB] }, { operation: 'batch', subject: null }))).toHaveLength(
      1,
    );
  });

  it('is broken when the record begins anew', () => {
    expect(check(acknowledged, read(300, { trackedAt: REBORN }))).toEqual([
      `was acknowledged, forgotten, and is tracked anew since ${REBORN}`,
    ]);
    const untracked = read(300, { trackedAt: null, state: 'unknown', revision: 0 });
    expect(check(acknowledged, untracked)).toEqual(['was acknowledged, forgotten, and is tracked no more']);
  });

  it('is broken by a subscription that is gone', () => {
    const subscribed = exchange(100, { status: 201 }, { operation: 'subscribe', subject: 'wh_1' });
    const gone = exchange(200, { status: 404 }, { operation: 'subscription', subject: 'wh_1' });
    expect(check(subscribed, gone)).toHaveLength(1);
  });

  it('asks for nobody’s knowledge while the connection is out of the configuration', () => {
    const removed = fault(250, 'connection-removed', { target: 'dm-prod' });
    const back = fault(400, 'connection-removed', { target: 'dm-prod', is: 'over' });
    const denied = (at: number) => exchange(at, { status: 404 });
    expect(check(acknowledged, removed, denied(300), back)).toEqual([]);
    expect(check(acknowledged, removed, back, denied(5_000))).toEqual([]);
    expect(check(acknowledged, removed, back, denied(5_500))).toHaveLength(1);
    const other = { ...removed, target: 'hmc-lab' };
    expect(check(acknowledged, other, denied(300), { ...back, target: 'hmc-lab' })).toHaveLength(1);
  });

  it('promises nothing after the job was untracked, nor of what was not acknowledged', () => {
    const untracked = exchange(200, null, { operation: 'untrack' });
    expect(check(acknowledged, untracked, exchange(300, { status: 404 }))).toEqual([]);
    expect(check({ ...acknowledged, answer: null }, exchange(300, { status: 404 }))).toEqual([]);
    expect(check(exchange(100, { status: 202, shown: [shown()] }), exchange(300, { status: 404 }))).toEqual([]);
  });
});
