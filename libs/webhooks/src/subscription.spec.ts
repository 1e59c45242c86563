import { AT, subscription } from '../test/webhook-fixtures.js';
import { withConnectionRenamed } from './subscription.js';

describe('a subscription of a connection that gets another name', () => {
  it('names the new one, in its filter and in what its owner saw', () => {
    const before = subscription(
      { connection: ['hmc-lab', 'dm-prod'], state: ['terminal'] },
      { grant: { connections: ['dm-prod', 'sbc-edge'], at: AT } },
    );
    expect(withConnectionRenamed(before, 'dm-prod', 'datameer')).toEqual({
      ...before,
      filter: { ...before.filter, connection: ['hmc-lab', 'datameer'] },
      grant: { connections: ['datameer', 'sbc-edge'], at: AT },
    });
  });

  it('stays open to all connections where it was', () => {
    const before = subscription({}, { grant: { connections: ['dm-prod'], at: AT } });
    expect(withConnectionRenamed(before, 'dm-prod', 'datameer')?.filter.connection).toBeNull();
  });

  it('is left alone where it does not name it', () => {
    expect(withConnectionRenamed(subscription({ connection: ['hmc-lab'] }), 'dm-prod', 'datameer')).toBeNull();
  });
});
