import { Access } from '#libs/access';
import type { GatewayConfiguration } from '#libs/config';
import { ObservationRequests } from '#libs/requests';
import { StreamTail, Store } from '#libs/store';
import { SubscriberPermissions } from '#libs/webhooks';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import { ServedHosts } from '../access/served.hosts.js';
import { EventStreams } from '../events/event.streams.js';
import { FastPathAdapter } from '../fast-path/fast-path.adapter.js';
import { Pages } from '../http/pages.js';
import { SocketBounds } from '../http/socket.bounds.js';
import { renewTls } from '../http/tls.js';
import { JobAddresses } from '../jobs/job.addresses.js';
import { OpenRequests } from '../quota/open.requests.js';
import { Quotas } from '../quota/quotas.js';
import { TrackedJobs } from '../quota/tracked.jobs.js';
import { WebhookSubscriptions } from '../webhooks/webhook.subscriptions.js';

/** Applies a new configuration to the running gateway. */
@Injectable()
export class ConfigApplier {
  constructor(
    private readonly access: Access,
    private readonly quotas: Quotas,
    private readonly open: OpenRequests,
    private readonly tracked: TrackedJobs,
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly tail: StreamTail,
    private readonly webhooks: WebhookSubscriptions,
    private readonly rights: SubscriberPermissions,
    private readonly streams: EventStreams,
    private readonly requests: ObservationRequests,
    private readonly http: HttpAdapterHost,
    private readonly hosts: ServedHosts,
    private readonly pages: Pages,
    private readonly sockets: SocketBounds,
  ) {}

  applyConfig(next: GatewayConfiguration, before: GatewayConfiguration): void {
    const { quota, limits, tokenGrantMs: _grant, ...rules } = next.access;
    const { quota: quotaBefore, limits: _limitsBefore, tokenGrantMs: _grantBefore, ...rulesBefore } = before.access;
    const isAccessNew = !isDeepStrictEqual(rules, rulesBefore);
    const names = namesOf(next);
    const areOthersThere = !isDeepStrictEqual(names, namesOf(before));
    if (isAccessNew) this.access.applyConfig(rules);
    this.rights.applyConfig(next.access);
    if (!isDeepStrictEqual(quota, quotaBefore)) this.quotas.applyConfig(quota);
    this.open.applyConfig(limits);
    this.tracked.applyConfig(limits.tracked);
    this.addresses.applyConfig(next.connections);
    this.store.formerNames.applyConfig(next.connections);
    // A stream shows what its caller could see when it began.
    if (isAccessNew || areOthersThere) this.streams.endAll();
    if (areOthersThere) this.followOthers(names);
    this.webhooks.applyConfig(next.webhooks);
    this.applyServerConfig(next.gateway, before.gateway);
  }

  private applyServerConfig(next: GatewayConfiguration['gateway'], before: GatewayConfiguration['gateway']): void {
    const { httpAdapter } = this.http;
    if (httpAdapter instanceof FastPathAdapter) httpAdapter.usePlainReads(next.plainReads);
    this.hosts.applyConfig(next.hosts);
    this.pages.applyConfig(next.pages);
    this.sockets.applyConfig(next.sockets);
    if (next.tls === null || isDeepStrictEqual(next.tls, before.tls)) return;
    renewTls(httpAdapter.getHttpServer() as Server, next.tls);
  }

  private followOthers(names: readonly string[]): void {
    this.tail.applyConfig(names);
  }
}

const namesOf = ({ connections }: GatewayConfiguration): string[] => connections.map(({ name }) => name);
