import { newRecord, type JobRecord } from '#libs/jobs';
import { AT, subscription, fields } from '../test/webhook-fixtures.js';
import { needsRecord, wants } from './matcher.js';
import { NO_FILTER, type SubscriptionFilter } from './subscription.js';

const record: JobRecord = {
  ...newRecord({ connection: 'dm-prod', key: '9', provider: 'datameer', kind: 'run', trackedAt: AT }),
  name: 'Nightly load',
  operation: 'load',
  labels: { team: 'bi', tier: 'gold' },
  startedAt: AT - 60_000,
  // As it is by now: the event is older.
  state: 'failed',
  severity: 'error',
  changedAt: AT + 60_000,
};

describe('a subscription', () => {
  it.each<[Partial<SubscriptionFilter>, boolean]>([
    [{}, true],
    [{ connection: ['dm-prod', 'hmc-lab'] }, true],
    [{ connection: ['hmc-lab'] }, false],
    [{ provider: ['datameer'] }, true],
    [{ provider: ['ibm-hmc'] }, false],
    [{ kind: ['run'] }, true],
    [{ kind: ['pointer'] }, false],
    [{ state: ['succeeded'] }, true],
    [{ state: ['terminal'] }, true],
    [{ state: ['active', 'failed'] }, false],
    [{ state: ['attention'] }, false],
    [{ severity: ['warning'] }, true],
    [{ severity: ['error'] }, false],
    [{ observation: ['fresh'] }, true],
    [{ observation: ['stale'] }, false],
    [{ operation: ['load'] }, true],
    [{ operation: ['export'] }, false],
    [{ label: ['team:bi', 'tier:gold'] }, true],
    [{ label: ['team:bi', 'tier:silver'] }, false],
    [{ q: 'NIGHTLY' }, true],
    [{ q: 'weekly' }, false],
    [{ updatedSince: AT }, true],
    [{ updatedSince: AT + 1 }, false],
    [{ startedAfter: AT - 60_000 }, true],
    [{ startedAfter: AT }, false],
    [{ startedBefore: AT }, true],
    [{ startedBefore: AT - 60_000 }, false],
    [{ connection: ['dm-prod'], state: ['terminal'], label: ['team:bi'] }, true],
    [{ connection: ['dm-prod'], state: ['failed'], label: ['team:bi'] }, false],
  ])('with %j wants the job as the event left it: %j', (filter, isWanted) => {
    expect(wants(subscription(filter), fields(), record)).toBe(isWanted);
  });

  it.each([
    ['new', true],
    ['still', true],
    ['none', false],
  ] as const)('of what wants attention receives while attention is %s', (attention, isWanted) => {
    const event = fields({ to: 'running', attention });
    expect(wants(subscription({ state: ['attention'] }), event, record)).toBe(isWanted);
    expect(wants(subscription({ state: ['attention', 'running'] }), event, record)).toBe(true);
  });

  it('takes a colon in the value of a label as part of it', () => {
    const labelled = { ...record, labels: { url: 'https://a:1' } };
    expect(wants(subscription({ label: ['url:https://a:1'] }), fields(), labelled)).toBe(true);
  });

  it('that was named for single jobs wants none by its filter', () => {
    expect(wants(subscription({}, { selection: 'named' }), fields(), record)).toBe(false);
  });

  it.each<[Partial<SubscriptionFilter>, boolean, boolean]>([
    [{}, false, true],
    [{ connection: ['dm-prod'], kind: ['run'], state: ['terminal'], severity: ['warning'] }, false, true],
    [{ observation: ['fresh'], updatedSince: AT }, false, true],
    [{ provider: ['datameer'] }, true, false],
    [{ operation: ['load'] }, true, false],
    [{ label: ['team:bi'] }, true, false],
    [{ q: 'load' }, true, false],
    [{ startedAfter: 0 }, true, false],
    [{ startedBefore: AT }, true, false],
  ])('with %j needs the record: %j; without it, wants the job: %j', (filter, needs, isWanted) => {
    expect(needsRecord({ ...NO_FILTER, ...filter })).toBe(needs);
    expect(wants(subscription(filter), fields(), null)).toBe(isWanted);
  });
});
