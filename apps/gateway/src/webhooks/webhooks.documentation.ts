import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import {
  headers,
  ListPreconditionHeaders,
  PreconditionHeaders,
  type HeaderName,
} from '../documentation/openapi.headers.js';
import { Problems, ProblemsOfBody } from '../documentation/openapi.problems.js';
import { ChangeSubscriptionDto, SubscribeDto } from './subscribe.dto.js';
import { DeliveryDto, DeliveryListDto, WebhookDto, WebhookListDto, WebhookWithSecretDto } from './webhook.dto.js';
import { DELIVERY_EXAMPLE, SECRET_EXAMPLE, WEBHOOK_EXAMPLE } from './webhook.example.js';

export const DEFAULT_DELIVERIES = 50;
export const MOST_DELIVERIES = 200;

const WebhookId = () =>
  ApiParam({
    name: 'id',
    description: 'Which subscription.',
    schema: { type: 'string' },
    examples: { one: { summary: 'A subscription', value: WEBHOOK_EXAMPLE.id } },
  });

const DeliveryId = () =>
  ApiParam({
    name: 'deliveryId',
    description: 'Which delivery: its `webhook-id`.',
    schema: { type: 'string' },
    examples: { one: { summary: 'A delivery', value: DELIVERY_EXAMPLE.id } },
  });

function Answer(status: number, description: string, type: new () => object, example: object, more: HeaderName[] = []) {
  return ApiResponse({ status, description, type, headers: headers('Cache-Control', 'Vary', ...more), example });
}

export function DocumentsSubscribe(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'createWebhook' }),
    ApiBody({
      type: SubscribeDto,
      examples: {
        ends: {
          summary: 'Every end of a job of one connection',
          value: { url: 'https://hooks.example.com/jobgate', connection: ['dm-prod'], state: ['terminal'] },
        },
        attention: {
          summary: 'Whatever wants a look',
          value: { url: 'https://hooks.example.com/jobgate', state: ['attention', 'failed'], label: ['team:bi'] },
        },
      },
    }),
    ListPreconditionHeaders(),
    Answer(201, 'Subscribed. The secret is told this once.', WebhookWithSecretDto, SECRET_EXAMPLE, ['Location']),
    Problems('invalid-request', 'webhook-target-refused', 'too-many-webhooks', 'precondition-failed'),
    ProblemsOfBody(),
  );
}

export function DocumentsWebhooks(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'listWebhooks' }),
    Answer(200, 'Newest first.', WebhookListDto, { webhooks: [WEBHOOK_EXAMPLE] }),
  );
}

export function DocumentsWebhook(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readWebhook' }),
    WebhookId(),
    Answer(200, 'The subscription.', WebhookDto, WEBHOOK_EXAMPLE),
    Problems('webhook-not-found'),
  );
}

export function DocumentsChange(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'changeWebhook' }),
    WebhookId(),
    PreconditionHeaders(),
    ApiBody({
      type: ChangeSubscriptionDto,
      examples: {
        narrow: { summary: 'Other states, and any label', value: { state: ['failed', 'lost'], label: null } },
        enable: { summary: 'Begin again', value: { enabled: true } },
      },
    }),
    Answer(200, 'The subscription as it is now.', WebhookDto, WEBHOOK_EXAMPLE),
    Problems(
      'invalid-request',
      'webhook-target-refused',
      'missing-scope',
      'not-the-owner',
      'webhook-not-found',
      'precondition-failed',
    ),
    ProblemsOfBody(),
  );
}

export function DocumentsUnsubscribe(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'deleteWebhook' }),
    WebhookId(),
    PreconditionHeaders(),
    ApiResponse({ status: 204, description: 'Gone, with its deliveries.', headers: headers('Cache-Control', 'Vary') }),
    Problems('webhook-not-found', 'precondition-failed'),
  );
}

export function DocumentsRotate(): MethodDecorator {
  const example = { ...SECRET_EXAMPLE, previousSecretUntil: '2026-11-22T07:00:00.000Z' };
  return applyDecorators(
    ApiOperation({ operationId: 'rotateWebhookSecret' }),
    WebhookId(),
    PreconditionHeaders(),
    Answer(200, 'With the new secret, which is told this once.', WebhookWithSecretDto, example),
    Problems('missing-scope', 'not-the-owner', 'webhook-not-found', 'precondition-failed'),
  );
}

export function DocumentsTest(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'testWebhook' }),
    WebhookId(),
    PreconditionHeaders(),
    AnswerPending(),
    Problems('webhook-not-found', 'webhook-disabled', 'precondition-failed'),
  );
}

export function DocumentsDeliveries(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'listDeliveries' }),
    WebhookId(),
    ApiQuery({
      name: 'limit',
      required: false,
      description: `Deliveries per page. More than ${MOST_DELIVERIES} counts as ${MOST_DELIVERIES}.`,
      schema: { type: 'integer', minimum: 1, default: DEFAULT_DELIVERIES },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: '`nextCursor` of the page before.',
      schema: { type: 'string' },
    }),
    Answer(200, 'Newest first.', DeliveryListDto, { deliveries: [DELIVERY_EXAMPLE], nextCursor: null }),
    Problems('invalid-request', 'invalid-cursor', 'webhook-not-found'),
  );
}

export function DocumentsDelivery(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'readDelivery' }),
    WebhookId(),
    DeliveryId(),
    Answer(200, 'The delivery.', DeliveryDto, DELIVERY_EXAMPLE),
    Problems('webhook-not-found', 'delivery-not-found'),
  );
}

export function DocumentsRedeliver(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ operationId: 'redeliverMessage' }),
    WebhookId(),
    DeliveryId(),
    PreconditionHeaders(),
    AnswerPending(),
    Problems('webhook-not-found', 'delivery-not-found', 'webhook-disabled', 'precondition-failed'),
  );
}

const AnswerPending = () =>
  Answer(
    202,
    'It is on its way; what came of it stands at its address soon.',
    DeliveryDto,
    { ...DELIVERY_EXAMPLE, status: 'pending', attempts: 0, tries: [] },
    ['Location'],
  );
