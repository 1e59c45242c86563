import { ApiBody, ApiParam } from '@nestjs/swagger';
import { ListPreconditionHeaders, PreconditionHeaders } from '../documentation/openapi.request-headers.js';
import { answer, answerOf, limitQuery, operation, query } from '../documentation/openapi.operation.js';
import { Problems, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { ChangeSubscriptionDto, SubscribeDto } from './subscribe.dto.js';
import { DeliveryDto, DeliveryListDto, WebhookDto, WebhookListDto, WebhookWithSecretDto } from './webhook.dto.js';
import { DELIVERY_EXAMPLE, SECRET_EXAMPLE, WEBHOOK_EXAMPLE } from './webhook.example.js';

export const DEFAULT_DELIVERIES = 50;
export const MAX_DELIVERIES = 200;

const parameter = (name: string, description: string, summary: string, value: string) =>
  ApiParam({ name, description, schema: { type: 'string' }, examples: { one: { summary, value } } });
const WebhookId = () => parameter('id', 'Subscription id.', 'A subscription', WEBHOOK_EXAMPLE.id);
const DeliveryId = () => parameter('deliveryId', 'Delivery id: its `webhook-id`.', 'A delivery', DELIVERY_EXAMPLE.id);
const WITH_LOCATION = ['Cache-Control', 'Vary', 'Location'] as const;
const AnswerPending = () =>
  answer(
    202,
    'The delivery is queued. Read its outcome at `Location`.',
    DeliveryDto,
    { ...DELIVERY_EXAMPLE, status: 'pending', attempts: 0, tries: [] },
    ...WITH_LOCATION,
  );

export const DocumentsSubscribe = operation(
  'createWebhook',
  ApiBody({
    type: SubscribeDto,
    examples: {
      ends: {
        summary: 'Every end of a job of one connection',
        value: { url: 'https://hooks.example.com/jobgate', connection: ['dm-prod'], state: ['terminal'] },
      },
      attention: {
        summary: 'Jobs that need attention',
        value: { url: 'https://hooks.example.com/jobgate', state: ['attention', 'failed'], label: ['team:bi'] },
      },
    },
  }),
  ListPreconditionHeaders(),
  answer(201, 'Subscribed. The secret is not returned again.', WebhookWithSecretDto, SECRET_EXAMPLE, ...WITH_LOCATION),
  Problems('invalid-request', 'webhook-target-refused', 'too-many-webhooks', 'precondition-failed'),
  ProblemsOfBody(),
);

export const DocumentsWebhooks = operation(
  'listWebhooks',
  answer(200, 'Newest first.', WebhookListDto, { webhooks: [WEBHOOK_EXAMPLE] }),
);

export const DocumentsWebhook = operation(
  'readWebhook',
  WebhookId(),
  answer(200, 'The subscription.', WebhookDto, WEBHOOK_EXAMPLE),
  Problems('webhook-not-found'),
);

export const DocumentsChange = operation(
  'changeWebhook',
  WebhookId(),
  PreconditionHeaders(),
  ApiBody({
    type: ChangeSubscriptionDto,
    examples: {
      narrow: { summary: 'Other states, and any label', value: { state: ['failed', 'lost'], label: null } },
      enable: { summary: 'Enable', value: { enabled: true } },
    },
  }),
  answer(200, 'The changed subscription.', WebhookDto, WEBHOOK_EXAMPLE),
  Problems(
    ...(['invalid-request', 'webhook-target-refused', 'missing-scope', 'not-the-owner'] as const),
    ...(['webhook-not-found', 'precondition-failed'] as const),
  ),
  ProblemsOfBody(),
);

export const DocumentsUnsubscribe = operation(
  'deleteWebhook',
  WebhookId(),
  PreconditionHeaders(),
  answerOf(204, 'Deleted, with its deliveries.', null),
  Problems('webhook-not-found', 'precondition-failed'),
);

export const DocumentsRotate = operation(
  'rotateWebhookSecret',
  WebhookId(),
  PreconditionHeaders(),
  answer(200, 'With the new secret, which is not returned again.', WebhookWithSecretDto, {
    ...SECRET_EXAMPLE,
    previousSecretUntil: '2026-11-22T07:00:00.000Z',
  }),
  Problems('missing-scope', 'not-the-owner', 'webhook-not-found', 'precondition-failed'),
);

export const DocumentsTest = operation(
  'testWebhook',
  WebhookId(),
  PreconditionHeaders(),
  AnswerPending(),
  Problems('webhook-not-found', 'webhook-disabled', 'precondition-failed'),
);

export const DocumentsDeliveries = operation(
  'listDeliveries',
  WebhookId(),
  limitQuery('Deliveries', DEFAULT_DELIVERIES, MAX_DELIVERIES),
  query('cursor', '`nextCursor` of the previous page.'),
  answer(200, 'Newest first.', DeliveryListDto, { deliveries: [DELIVERY_EXAMPLE], nextCursor: null }),
  Problems('invalid-request', 'invalid-cursor', 'webhook-not-found'),
);

export const DocumentsDelivery = operation(
  'readDelivery',
  WebhookId(),
  DeliveryId(),
  answer(200, 'The delivery.', DeliveryDto, DELIVERY_EXAMPLE),
  Problems('webhook-not-found', 'delivery-not-found'),
);

export const DocumentsRedeliver = operation(
  'redeliverMessage',
  WebhookId(),
  DeliveryId(),
  PreconditionHeaders(),
  AnswerPending(),
  Problems('webhook-not-found', 'delivery-not-found', 'webhook-disabled', 'precondition-failed'),
);
