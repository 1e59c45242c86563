import type { GatewayConfiguration } from '#libs/config';
import { ObservationRequests, QueueInspection, QueueLocator } from '#libs/requests';
import { connectRedis, Store } from '#libs/store';
import { Metrics } from '#libs/telemetry';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Logger } from 'pino';
import { AccessGuard } from './access/access.guard.js';
import { accessProviders } from './access/access.providers.js';
import { ClientAddress } from './access/client.address.js';
import { AuditController } from './audit/audit.controller.js';
import { auditProviders } from './audit/audit.providers.js';
import { commandProviders } from './commands/commands.providers.js';
import { ConnectionJobsController } from './commands/connection-jobs.controller.js';
import { JobCommandsController } from './commands/job-commands.controller.js';
import { ConfigApplier } from './configuration/config.applier.js';
import { ConnectionRegistration } from './connections/connection.announcer.js';
import { ConnectionPresenter } from './connections/connection.presenter.js';
import { ConnectionStatusReader } from './connections/connection.status.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { DashboardFiles } from './dashboard/dashboard.files.js';
import { PointerReadsReporter } from './demand/pointer-reads.reporter.js';
import { ApiDocument } from './documentation/api-document.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { SwaggerUiController } from './documentation/swagger-ui.controller.js';
import { SwaggerUiFiles } from './documentation/swagger-ui.files.js';
import { EventsController } from './events/events.controller.js';
import { EVENTS_PROVIDERS } from './events/events.providers.js';
import { FindController } from './find/find.controller.js';
import { JobBatch } from './find/job.batch.js';
import { JobSummary } from './find/job.summary.js';
import { GatewayLifecycle } from './gateway.lifecycle.js';
import { GatewayReadiness } from './health/gateway.readiness.js';
import { HealthController } from './health/health.controller.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { DelayedResponses } from './http/delayed.responses.js';
import { LogSampler, SOCKETS } from './http/log.sampler.js';
import { Pages } from './http/pages.js';
import { SocketBounds } from './http/socket.bounds.js';
import { Tarpit } from './http/tarpit.js';
import { ExpensiveReadLimiter, SnapshotReadLimiter } from './jobs/expensive-reads.limiter.js';
import { JobAddresses } from './jobs/job.addresses.js';
import { JobDetailsController } from './jobs/job-details.controller.js';
import { JobExplainer } from './jobs/job.explainer.js';
import { JobLister } from './jobs/job.lister.js';
import { JobResults } from './jobs/job.results.js';
import { JobTracker } from './jobs/job.tracker.js';
import { JobViews } from './jobs/job.views.js';
import { JobsController } from './jobs/jobs.controller.js';
import { EventMeter } from './metrics/event.meter.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { metricsProviders } from './metrics/metrics.providers.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { ProblemsController } from './problems/problems.controller.js';
import { provide, provideBy } from './provide.js';
import { QueueBoards } from './queues/queue.boards.js';
import { QueuesController } from './queues/queues.controller.js';
import { quotaProviders } from './quota/quota.providers.js';
import { TrackedJobs } from './quota/tracked.jobs.js';
import { PageCache } from './read-path/in-process/page.cache.js';
import { JobReader } from './read-path/job.reader.js';
import { readPathProviders } from './read-path/read-path.providers.js';
import { ReadThroughCache } from './read-path/read-through.cache.js';
import { StoredJobReader } from './read-path/redis/stored-job.reader.js';
import { ReadingResponse } from './read-path/response/reading.response.js';
import { JobWebhooks } from './webhooks/job.webhooks.js';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { webhookProviders } from './webhooks/webhooks.providers.js';

/** Routes of one pattern are matched in this order: `/jobs/summary` before `/jobs/:id`. */
const CONTROLLERS = [
  ...[FindController, JobsController, JobDetailsController, ConnectionsController],
  ...[JobCommandsController, ConnectionJobsController, AuditController],
  ...[WebhooksController, WebhookDeliveriesController, HealthController, MetricsController, QueuesController],
  ...[ProblemsController, DocumentationController, SwaggerUiController, EventsController, DashboardController],
];

/** A gateway process: reads Redis, asks workers, has no code of an upstream. */
export class GatewayModule {
  static register(configuration: GatewayConfiguration, logger: Logger): DynamicModule {
    return {
      module: GatewayModule,
      controllers: CONTROLLERS,
      providers: [
        ...storeProviders(configuration),
        ...accessProviders(configuration),
        ...readPathProviders(configuration),
        ...quotaProviders(configuration),
        ...metricsProviders(configuration, logger),
        ...EVENTS_PROVIDERS,
        ...commandProviders(configuration),
        ...auditProviders(logger),
        ...webhookProviders(configuration),
        ...httpProviders(configuration, logger),
        ...JOB_PROVIDERS,
        provide(QueueBoards, [QueueInspection]),
        provide(GatewayReadiness, [Store, EventMeter]),
        provide(ConnectionStatusReader, [Store]),
        provide(ConnectionPresenter, [Store, ConnectionStatusReader]),
        provide(DashboardFiles, []),
        ...[ApiDocument, SwaggerUiFiles, ConfigApplier, ConnectionRegistration, GatewayLifecycle],
      ],
    };
  }
}

const JOB_PROVIDERS: Provider[] = [
  provide(ExpensiveReadLimiter, []),
  provide(SnapshotReadLimiter, []),
  provide(JobLister, [
    ...([Store, JobAddresses, StoredJobReader, ConnectionStatusReader] as const),
    ...([ReadThroughCache, PageCache, ExpensiveReadLimiter, SnapshotReadLimiter, PointerReadsReporter] as const),
  ]),
  provide(JobBatch, [JobAddresses, ReadThroughCache, StoredJobReader, PointerReadsReporter]),
  provide(JobSummary, [Store, JobAddresses, ConnectionStatusReader]),
  provide(JobTracker, [Store, JobAddresses, JobWebhooks, StoredJobReader, JobReader, TrackedJobs]),
  provide(ReadingResponse, [JobViews, StoredJobReader]),
  ...[JobViews, JobResults, JobExplainer].map((type) => provide(type, [Store])),
];

function httpProviders({ gateway }: GatewayConfiguration, logger: Logger): Provider[] {
  return [
    provideBy(Pages, [], () => new Pages(gateway.pages)),
    provideBy(LogSampler, [], () => new LogSampler(logger)),
    provideBy(
      SocketBounds,
      [Metrics, ClientAddress],
      (metrics, addresses) =>
        new SocketBounds(gateway.sockets, addresses, metrics, new LogSampler(logger, undefined, SOCKETS)),
    ),
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
    {
      provide: APP_FILTER,
      inject: [Tarpit],
      useFactory: (tarpit: Tarpit) => new ProblemFilter(logger, new DelayedResponses(tarpit)),
    },
  ];
}

function storeProviders({ redis, connections }: GatewayConfiguration): Provider[] {
  return [
    provideBy(JobAddresses, [], () => new JobAddresses(connections)),
    provideBy(Store, [], () => {
      const store = Store.connect(redis.server, redis.prefix, 'callers');
      store.values.useKeys(redis.encryptionKeys);
      store.formerNames.applyConfig(connections);
      return store;
    }),
    provideBy(ObservationRequests, [Store], (store) => {
      const connect = () => connectRedis(redis.server, { for: 'queue' });
      const locator = new QueueLocator(store);
      return new ObservationRequests({ connect, locate: (connection, kind) => locator.locate(connection, kind) });
    }),
  ];
}
