import { Access } from '#libs/access';
import type { GatewayConfiguration } from '#libs/config';
import { ObservationRequests } from '#libs/requests';
import { connectRedis, StreamTail, Store } from '#libs/store';
import { Metrics } from '#libs/telemetry';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Logger } from 'pino';
import { AccessGuard } from './access/access.guard.js';
import { accessProviders } from './access/access.providers.js';
import { ClientAddress } from './access/client.address.js';
import { ServedHosts } from './access/served.hosts.js';
import { COMMAND_CONTROLLERS, commandProviders } from './commands/commands.providers.js';
import { AUDIT_CONTROLLERS, auditProviders } from './audit/audit.providers.js';
import { ReadLog } from './audit/read.log.js';
import { ConfigApplier } from './configuration/config.applier.js';
import { ConnectionRegistration } from './connections/connection.announcer.js';
import { ConnectionPresenter } from './connections/connection.presenter.js';
import { ConnectionStatusReader } from './connections/connection.status.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { DASHBOARD_CONTROLLERS, DASHBOARD_PROVIDERS } from './dashboard/dashboard.providers.js';
import { ApiDocument } from './documentation/api-document.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { SwaggerUiController } from './documentation/swagger-ui.controller.js';
import { SwaggerUiFiles } from './documentation/swagger-ui.files.js';
import { EVENTS_CONTROLLERS, EVENTS_PROVIDERS } from './events/events.providers.js';
import { JobChangeFeed } from './changes/job-change.feed.js';
import { notifyInOrder } from './changes/tail.listeners.js';
import { FindController } from './find/find.controller.js';
import { FIND_PROVIDERS } from './find/find.providers.js';
import { GatewayLifecycle } from './gateway.lifecycle.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { DelayedResponses } from './http/delayed.responses.js';
import { Pages } from './http/pages.js';
import { LogSampler, SOCKETS } from './http/log.sampler.js';
import { SocketBounds } from './http/socket.bounds.js';
import { Tarpit } from './http/tarpit.js';
import { JobCache } from './read-path/in-process/job.cache.js';
import { ListRequests } from './fast-path/list.requests.js';
import { PageCache } from './read-path/in-process/page.cache.js';
import { FastPathHandler } from './fast-path/fast-path.handler.js';
import { ReadThroughCache } from './read-path/read-through.cache.js';
import { HEALTH_CONTROLLERS, HEALTH_PROVIDERS } from './health/health.providers.js';
import { ExpensiveReadLimiter, SnapshotReadLimiter } from './jobs/expensive-reads.limiter.js';
import { JobAddresses } from './jobs/job.addresses.js';
import { JobDetailsController } from './jobs/job-details.controller.js';
import { JobExplainer } from './jobs/job.explainer.js';
import { JobHistory } from './jobs/job.history.js';
import { JobLister } from './jobs/job.lister.js';
import { JobReader } from './read-path/job.reader.js';
import { JobResults } from './jobs/job.results.js';
import { JobTracker } from './jobs/job.tracker.js';
import { JobViews } from './jobs/job.views.js';
import { JobsController } from './jobs/jobs.controller.js';
import { PointerReadsReporter } from './demand/pointer-reads.reporter.js';
import { ReaderDemand } from './demand/reader.demand.js';
import { EventMeter } from './metrics/event.meter.js';
import { METRICS_CONTROLLERS, metricsProviders } from './metrics/metrics.providers.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { ProblemsController } from './problems/problems.controller.js';
import { QUEUES_CONTROLLERS, QUEUES_PROVIDERS } from './queues/queues.providers.js';
import { quotaProviders } from './quota/quota.providers.js';
import { Quotas } from './quota/quotas.js';
import { TrackedJobs } from './quota/tracked.jobs.js';
import { JobWebhooks } from './webhooks/job.webhooks.js';
import { WEBHOOK_CONTROLLERS, webhookProviders } from './webhooks/webhooks.providers.js';

/** A gateway process: reads Redis, asks workers, knows no upstream. */
export class GatewayModule {
  static register(configuration: GatewayConfiguration, logger: Logger): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        FindController,
        JobsController,
        JobDetailsController,
        ConnectionsController,
        ...COMMAND_CONTROLLERS,
        ...AUDIT_CONTROLLERS,
        ...WEBHOOK_CONTROLLERS,
        ...HEALTH_CONTROLLERS,
        ...METRICS_CONTROLLERS,
        ...QUEUES_CONTROLLERS,
        ProblemsController,
        DocumentationController,
        SwaggerUiController,
        ...EVENTS_CONTROLLERS,
        ...DASHBOARD_CONTROLLERS,
      ],
      providers: [
        ...storeProviders(configuration),
        ...accessProviders(configuration),
        { provide: Pages, useFactory: () => new Pages(configuration.gateway.pages) },
        { provide: LogSampler, useFactory: () => new LogSampler(logger) },
        {
          provide: SocketBounds,
          inject: [Metrics, ClientAddress],
          useFactory: (metrics: Metrics, addresses: ClientAddress) =>
            new SocketBounds(
              configuration.gateway.sockets,
              addresses,
              metrics,
              new LogSampler(logger, undefined, SOCKETS),
            ),
        },
        { provide: JobAddresses, useFactory: () => new JobAddresses(configuration.connections) },
        {
          provide: JobReader,
          inject: [Store, ObservationRequests, JobCache, ReaderDemand, TrackedJobs],
          useFactory: (
            store: Store,
            requests: ObservationRequests,
            answers: JobCache,
            interest: ReaderDemand,
            tracked: TrackedJobs,
          ) =>
            new JobReader(store, requests, tracked, configuration.gateway.readWaitMs, store.clock.now, (record) => {
              answers.notice(record);
              interest.read(record.id, record.observation.nextCheckAt);
            }),
        },
        {
          provide: ReaderDemand,
          inject: [Store, JobAddresses, PointerReadsReporter],
          useFactory: ({ watchers, clock }: Store, addresses: JobAddresses, pointers: PointerReadsReporter) =>
            new ReaderDemand(watchers, clock.now, {
              isPointer: (job) => addresses.isPointer(job),
              note: (pointer) => pointers.note(addresses.present(pointer)),
            }),
        },
        {
          provide: PointerReadsReporter,
          inject: [Store],
          useFactory: ({ pointerReads, clock }: Store) => new PointerReadsReporter(pointerReads, clock.now),
        },
        ...readPathProviders(configuration),
        ...quotaProviders(configuration),
        ...metricsProviders(configuration, logger),
        ...QUEUES_PROVIDERS,
        ...HEALTH_PROVIDERS,
        ...EVENTS_PROVIDERS,
        ...commandProviders(configuration),
        ...auditProviders(logger),
        over(ConnectionStatusReader, [Store]),
        over(ConnectionPresenter, [Store, ConnectionStatusReader]),
        { provide: ExpensiveReadLimiter, useFactory: () => new ExpensiveReadLimiter() },
        { provide: SnapshotReadLimiter, useFactory: () => new SnapshotReadLimiter() },
        over(JobLister, [
          ...([Store, JobAddresses, JobReader, ConnectionStatusReader] as const),
          ...([ReadThroughCache, PageCache, ExpensiveReadLimiter, SnapshotReadLimiter, PointerReadsReporter] as const),
        ]),
        ...FIND_PROVIDERS,
        ...webhookProviders(configuration),
        ...DASHBOARD_PROVIDERS,
        over(JobTracker, [Store, JobAddresses, JobWebhooks, JobReader, TrackedJobs]),
        over(JobViews, [Store]),
        over(JobHistory, [Store]),
        over(JobResults, [Store]),
        over(JobExplainer, [Store]),
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
        {
          provide: APP_FILTER,
          inject: [Tarpit],
          useFactory: (tarpit: Tarpit) => new ProblemFilter(logger, new DelayedResponses(tarpit)),
        },
        ApiDocument,
        SwaggerUiFiles,
        ConfigApplier,
        ConnectionRegistration,
        GatewayLifecycle,
      ],
    };
  }
}

function readPathProviders({ redis, connections }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: JobCache,
      inject: [Store],
      useFactory: (store: Store) => {
        const answers = new JobCache();
        store.jobs.onChange((event) => answers.onChange(event));
        return answers;
      },
    },
    {
      provide: StreamTail,
      inject: [Store, JobCache, JobChangeFeed, EventMeter],
      useFactory: (store: Store, answers: JobCache, news: JobChangeFeed, meter: EventMeter) => {
        const tail = new StreamTail(redis.server, store.keys);
        const names = connections.map(({ name }) => name);
        // Nobody is to be told of a change while the answer from before it is still held.
        tail.start(names, notifyInOrder(answers, news, meter));
        return tail;
      },
    },
    {
      provide: ReadThroughCache,
      inject: [JobCache, JobReader, Store],
      useFactory: (answers: JobCache, reader: JobReader, { clock }: Store) =>
        new ReadThroughCache(answers, reader, clock.now),
    },
    {
      provide: PageCache,
      inject: [JobCache, Store],
      useFactory: (answers: JobCache, { clock }: Store) => new PageCache(answers, clock.now),
    },
    {
      provide: FastPathHandler,
      inject: [Access, JobAddresses, ReadThroughCache, JobLister, ReaderDemand, Quotas, ReadLog, Store, ServedHosts],
      useFactory: (
        access: Access,
        addresses: JobAddresses,
        shelf: ReadThroughCache,
        lister: JobLister,
        interest: ReaderDemand,
        quotas: Quotas,
        trace: ReadLog,
        { clock }: Store,
        hosts: ServedHosts,
      ) =>
        new FastPathHandler(
          access,
          addresses,
          shelf,
          new ListRequests(lister),
          interest,
          quotas,
          trace,
          clock.now,
          hosts,
        ),
    },
  ];
}

function storeProviders({ redis, connections }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: Store,
      useFactory: () => {
        const store = Store.connect(redis.server, redis.prefix, 'callers');
        store.values.useKeys(redis.encryptionKeys);
        store.formerNames.applyConfig(connections);
        return store;
      },
    },
    {
      provide: ObservationRequests,
      inject: [Store],
      useFactory: (store: Store) =>
        new ObservationRequests({
          connect: () => connectRedis(redis.server, { for: 'queue' }),
          prefix: (connection) => store.keys.queuePrefix(connection),
          workerOf: (connection) => store.board.owner(connection),
        }),
    },
  ];
}

/** Provides a plain class over others; it need not know of injection. */
function over<Dependencies extends unknown[]>(
  type: new (...dependencies: Dependencies) => unknown,
  inject: { [Index in keyof Dependencies]: abstract new (...parameters: never[]) => Dependencies[Index] },
): Provider {
  return { provide: type, inject, useFactory: (...dependencies: Dependencies) => new type(...dependencies) };
}
