import type { Caller } from '#libs/access';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentCaller, Needs } from '../access/access.decorators.js';
import { CurrentChange, type Change } from '../idempotency/change.decorator.js';
import { ProblemsOfAccess } from '../documentation/openapi.problems.js';
import { ChangeSubscriptionDto, SubscribeDto } from './subscribe.dto.js';
import { WebhookDto, WebhookListDto, WebhookWithSecretDto } from './webhook.dto.js';
import { WebhookSubscriptions } from './webhook.subscriptions.js';
import { presentWebhook, presentWithSecret } from './webhook.presenter.js';
import {
  DocumentsChange,
  DocumentsRotate,
  DocumentsSubscribe,
  DocumentsUnsubscribe,
  DocumentsWebhook,
  DocumentsWebhooks,
} from './webhooks.documentation.js';

@ApiTags('Webhooks')
@ProblemsOfAccess()
@Controller('webhooks')
@Needs('jobs:track')
export class WebhooksController {
  constructor(private readonly subscriptions: WebhookSubscriptions) {}

  /**
   * Subscribes to changes of jobs.
   * @remarks Each change of a job that matches the filters is posted to the URL, at least once and in order for each job. A subscription receives only events of connections that its owner can see.
   */
  @Post()
  @DocumentsSubscribe
  async subscribe(
    @Body() body: SubscribeDto,
    @CurrentChange() change: Change,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WebhookWithSecretDto> {
    const subscription = await this.subscriptions.subscribe(body, change);
    response.set('Location', `/webhooks/${subscription.id}`);
    return presentWithSecret(subscription, change.caller, this.subscriptions.now());
  }

  /** Lists the caller’s subscriptions; for an admin, all that cover only the admin’s connections. */
  @Get()
  @DocumentsWebhooks
  async list(@CurrentCaller() caller: Caller): Promise<WebhookListDto> {
    const now = this.subscriptions.now();
    return { webhooks: (await this.subscriptions.list(caller)).map((one) => presentWebhook(one, caller, now)) };
  }

  /** Reads one subscription. */
  @Get(':id')
  @DocumentsWebhook
  async read(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<WebhookDto> {
    return presentWebhook(await this.subscriptions.find(id, caller), caller, this.subscriptions.now());
  }

  /**
   * Changes, disables or enables a subscription.
   * @remarks An admin who can see a subscription of another caller can disable it. Other changes require its owner or an admin of all connections.
   */
  @Patch(':id')
  @DocumentsChange
  async change(
    @Param('id') id: string,
    @Body() body: ChangeSubscriptionDto,
    @CurrentChange() change: Change,
  ): Promise<WebhookDto> {
    const changed = await this.subscriptions.change(id, body, change);
    return presentWebhook(changed, change.caller, this.subscriptions.now());
  }

  /** Deletes a subscription. Pending deliveries are dropped. */
  @Delete(':id')
  @DocumentsUnsubscribe
  @HttpCode(204)
  async remove(@Param('id') id: string, @CurrentChange() change: Change): Promise<void> {
    await this.subscriptions.remove(id, change);
  }

  /**
   * Rotates the secret of a subscription.
   * @remarks For a day deliveries carry two signatures, by the new and by the previous secret, so that the receiver can switch without downtime.
   */
  @Post(':id/rotate')
  @DocumentsRotate
  @HttpCode(200)
  async rotate(@Param('id') id: string, @CurrentChange() change: Change): Promise<WebhookWithSecretDto> {
    return presentWithSecret(await this.subscriptions.rotate(id, change), change.caller, this.subscriptions.now());
  }
}
