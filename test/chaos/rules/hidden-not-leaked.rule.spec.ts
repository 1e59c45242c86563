import { hiddenNotLeaked } from './hidden-not-leaked.rule.js';
import { exchange, message, receipt, truth } from './history.builder.js';

const caller = 'restricted';
const hidden = { caller, connections: ['dm-prod', 'hmc-lab'] };
const check = (...history: Parameters<typeof hiddenNotLeaked.check>[0]) =>
  hiddenNotLeaked.check(history, truth()).map(({ what }) => what);

describe('hidden-not-leaked', () => {
  it('is kept by what the caller may see, and by a 404 for the rest', () => {
    const probe = exchange(100, { status: 404, connections: ['hmc-lab'] }, { caller, operation: 'probe' });
    expect(check(exchange(50, {}, { caller }), message(60, {}, { caller }), probe)).toEqual([]);
  });

  it.each([
    ['an answer', exchange(100, { connections: hidden.connections }, { caller, operation: 'list' })],
    ['a message', message(100, {}, hidden)],
    ['the end of a job', message(100, null, { caller, event: 'gone', gone: 'hmc-lab~1' })],
    ['a delivery', receipt(100, 2, hidden)],
  ])('is broken by %s', (_what, event) => {
    expect(check(event)).toEqual(['was shown something of hmc-lab']);
  });

  it('is broken by a response that distinguishes hidden from missing', () => {
    const probe = exchange(100, { status: 403 }, { caller, operation: 'probe', subject: 'hmc-lab~1' });
    expect(check(probe)).toEqual(['was answered 403 for the hidden hmc-lab~1']);
  });
});
