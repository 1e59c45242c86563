import { JOB_EXAMPLE } from '../jobs/job.example.js';
import type { DeliveryDto, WebhookDto } from './webhook.dto.js';

const ID = 'wh_2kC1cXhVw1mZ0q8sW4tY';

export const WEBHOOK_EXAMPLE: WebhookDto = {
  id: ID,
  url: 'https://hooks.example.com/jobgate',
  description: 'Ended loads',
  selection: 'matching',
  enabled: true,
  disabledReason: null,
  owner: 'bi-team',
  connection: ['dm-prod'],
  provider: null,
  kind: null,
  state: ['terminal'],
  severity: null,
  observation: null,
  operation: null,
  label: ['team:bi'],
  q: null,
  updatedSince: null,
  startedAfter: null,
  startedBefore: null,
  previousSecretUntil: null,
  createdAt: '2026-11-21T07:00:00.000Z',
  changedAt: '2026-11-21T07:00:00.000Z',
  links: { self: `/webhooks/${ID}`, deliveries: `/webhooks/${ID}/deliveries` },
};

export const SECRET_EXAMPLE = { ...WEBHOOK_EXAMPLE, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };

export const DELIVERY_EXAMPLE: DeliveryDto = {
  id: 'msg_K3YkIlVr7Tv0_udGASTGWf1P',
  status: 'delivered',
  type: 'jobgate.job.ended',
  subject: 'dm-prod~9',
  sequence: String(JOB_EXAMPLE.revision),
  connection: 'dm-prod',
  attempts: 1,
  nextAttemptAt: null,
  tries: [{ at: '2026-11-21T08:04:14.310Z', milliseconds: 84, status: 204, error: null, answer: null }],
  event: {
    specversion: '1.0',
    id: '1795248254120-0',
    type: 'jobgate.job.ended',
    source: 'dm-prod',
    subject: 'dm-prod~9',
    time: '2026-11-21T08:04:14.120Z',
    sequence: String(JOB_EXAMPLE.revision),
    sequencetype: 'Integer',
    datacontenttype: 'application/json',
    data: {
      id: 'dm-prod~9',
      state: 'succeeded',
      previousState: 'running',
      terminal: true,
      severity: 'warning',
      revision: JOB_EXAMPLE.revision,
      observation: { status: 'fresh' },
      href: '/jobs/dm-prod~9',
    },
  },
};
