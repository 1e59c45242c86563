import type { Caller } from '#libs/access';
import type { LoggedDelivery, Subscription } from '#libs/webhooks';
import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentCaller, Needs } from '../access/access.decorators.js';
import { CurrentChange, type Change } from '../idempotency/change.decorator.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { formatDeliveryCursor, parseDeliveriesQuery } from './deliveries.query.js';
import { DeliveryDto, DeliveryListDto } from './webhook.dto.js';
import { WebhookDeliveries } from './webhook.deliveries.js';
import { WebhookSubscriptions } from './webhook.subscriptions.js';
import { presentDelivery } from './webhook.presenter.js';
import { DocumentsDeliveries, DocumentsDelivery, DocumentsRedeliver, DocumentsTest } from './webhooks.documentation.js';

@ApiTags('Webhooks')
@ProblemsOfAccess()
@Controller('webhooks/:id')
@Needs('jobs:track')
export class WebhookDeliveriesController {
  constructor(
    private readonly subscriptions: WebhookSubscriptions,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  /**
   * Lists the deliveries of a subscription.
   * @remarks The last 200 attempted deliveries are kept, each with its last ten attempts.
   */
  @Get('deliveries')
  @DocumentsDeliveries
  async list(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentCaller() caller: Caller,
  ): Promise<DeliveryListDto> {
    const subscription = await this.subscriptions.find(id, caller);
    const { limit, after } = parseDeliveriesQuery(query);
    const { deliveries, next } = await this.deliveries.page(id, after, limit, caller);
    return {
      deliveries: deliveries.map((delivery) => presentDelivery(delivery, subscription)),
      nextCursor: next && formatDeliveryCursor(next),
    };
  }

  /** Reads one delivery. */
  @Get('deliveries/:deliveryId')
  @DocumentsDelivery
  async read(
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<DeliveryDto> {
    const subscription = await this.subscriptions.find(id, caller);
    return presentDelivery(await this.deliveries.find(id, deliveryId, caller), subscription);
  }

  /**
   * Sends a message again.
   * @remarks Sent at once with the same `webhook-id`; it may overtake other messages of the job.
   */
  @Post('deliveries/:deliveryId/redeliver')
  @DocumentsRedeliver
  @HttpCode(202)
  async redeliver(
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
    @CurrentChange() change: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeliveryDto> {
    const subscription = await this.subscriptions.find(id, change.caller, change.noteWebhook);
    const logged = await this.deliveries.redeliver(subscription, deliveryId, change);
    return onItsWay(subscription, logged, response);
  }

  /**
   * Sends a test message.
   * @remarks A message of the type `jobgate.webhook.test`, signed and retried like any other, without a job.
   */
  @Post('test')
  @DocumentsTest
  @HttpCode(202)
  async test(
    @Param('id') id: string,
    @CurrentChange() change: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DeliveryDto> {
    const subscription = await this.subscriptions.find(id, change.caller, change.noteWebhook);
    return onItsWay(subscription, await this.deliveries.test(subscription, change), response);
  }
}

function onItsWay(subscription: Subscription, delivery: LoggedDelivery, response: Response): DeliveryDto {
  response.set('Location', `/webhooks/${subscription.id}/deliveries/${delivery.id}`);
  return presentDelivery(delivery, subscription);
}
