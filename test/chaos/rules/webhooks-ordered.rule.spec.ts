import { fault, receipt, truth } from './history.builder.js';
import { webhooksOrdered } from './webhooks-ordered.rule.js';

const check = (...history: Parameters<typeof webhooksOrdered.check>[0]) =>
  webhooksOrdered.check(history, truth()).map(({ what }) => what);

describe('webhooks-ordered', () => {
  it('is kept by rising sequences, and by a message that comes again', () => {
    expect(check(receipt(100, 2), receipt(200, 3), receipt(300, 2), receipt(400, 4))).toEqual([]);
  });

  it('is broken by an older message that comes first after a younger one', () => {
    expect(check(receipt(100, 3), receipt(200, 2))).toEqual(['sequence 2 came first after 3']);
  });

  it('lets a take-over mix them for a while, and no other fault', () => {
    expect(check(fault(50, 'worker-frozen'), receipt(100, 3), receipt(200, 2))).toEqual([]);
    expect(check(fault(50, 'gateway-killed'), receipt(100, 3), receipt(200, 2))).toHaveLength(1);
    expect(check(fault(50, 'worker-frozen'), receipt(60_000, 3), receipt(60_100, 2))).toHaveLength(1);
  });
});
