import { exchange, truth } from './history.builder.js';
import { noInternalError } from './no-internal-error.rule.js';

describe('no-internal-error', () => {
  it('is kept by what says that something is away', () => {
    expect(noInternalError.check([exchange(100, { status: 503 }), exchange(200, null)], truth())).toEqual([]);
  });

  it('is broken by 500', () => {
    expect(noInternalError.check([exchange(100, { status: 500 })], truth())).toHaveLength(1);
  });
});
