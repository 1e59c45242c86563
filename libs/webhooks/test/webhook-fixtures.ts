import type { StreamedChange } from '#libs/store';
import { newSecret, NO_FILTER, type Subscription, type SubscriptionFilter } from '../src/index.js';

export const AT = Date.UTC(2026, 10, 21, 8, 4, 14, 120);

/** The end of a run of Datameer. */
export const fields = (changes: Partial<StreamedChange> = {}): StreamedChange => ({
  id: `${AT}-0`,
  at: AT,
  connection: 'dm-prod',
  key: '9',
  type: 'changed',
  revision: 17,
  from: 'running',
  to: 'succeeded',
  kind: 'run',
  severity: 'warning',
  observation: 'fresh',
  attention: 'none',
  ...changes,
});

/** A subscription of the operator, who saw everything. */
export const subscription = (
  filter: Partial<SubscriptionFilter> = {},
  changes: Partial<Subscription> = {},
): Subscription => ({
  id: 'wh_1',
  owner: 'operator',
  grant: { connections: ['*'], at: AT },
  url: 'https://hooks.example.com/',
  description: null,
  selection: 'matching',
  filter: { ...NO_FILTER, ...filter },
  secrets: [newSecret()],
  disabled: null,
  since: AT,
  createdAt: AT,
  changedAt: AT,
  ...changes,
});
