import { exchange, read, receipt, truth } from './history.builder.js';
import { webhooksComplete } from './webhooks-complete.rule.js';

const subscribed = exchange(10, { status: 201 }, { operation: 'subscribe', subject: 'wh_1', resources: ['receiver'] });
const transitions = [
  { from: 'unknown', to: 'running' },
  { from: 'running', to: 'succeeded' },
];
const told = exchange(5_000, { transitions }, { operation: 'transitions' });
const running = receipt(200, 2, { previousState: 'unknown' });
const ended = receipt(1_100, 3, { state: 'succeeded' });

describe('webhooks-complete', () => {
  it('is kept by each transition sent at least once', () => {
    expect(webhooksComplete.check([subscribed, read(100), running, ended, ended, told], truth())).toEqual([]);
  });

  it('is broken by a transition that never arrived', () => {
    expect(webhooksComplete.check([subscribed, read(100), running, told], truth())).toEqual([
      expect.objectContaining({ what: 'never reached receiver as succeeded', events: [subscribed, running, told] }),
    ]);
  });

  it('is broken by one that the receiver never took', () => {
    const refused = { ...ended, status: 503 };
    expect(webhooksComplete.check([subscribed, read(100), running, refused, told], truth())).toHaveLength(1);
  });

  it('asks nothing of what is to be tried again, nor of jobs from before the subscription', () => {
    const waiting = exchange(5_100, { waiting: [told.subject!] }, { operation: 'deliveries', resources: ['receiver'] });
    expect(webhooksComplete.check([subscribed, read(100), running, told, waiting], truth())).toEqual([]);
    expect(webhooksComplete.check([read(5), subscribed, told], truth())).toEqual([]);
  });

  it('is broken where a job has named the receiver when it was tracked, and by no other job', () => {
    const named = exchange(50, { status: 201 }, { operation: 'track', resources: ['receiver'] });
    expect(webhooksComplete.check([named, read(100), running, told], truth())).toEqual([
      expect.objectContaining({ what: 'never reached receiver as succeeded', events: [named, running, told] }),
    ]);
    expect(webhooksComplete.check([{ ...named, subject: 'dm-prod~2' }, read(100), running, told], truth())).toEqual([]);
  });
});
