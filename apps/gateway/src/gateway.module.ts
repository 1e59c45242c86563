import { Access } from '#libs/access';
import type { GatewayConfiguration } from '#libs/config';
import { ObservationRequests } from '#libs/requests';
import { connectRedis, EventTail, Store } from '#libs/store';
import { Metrics } from '#libs/telemetry';
import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Logger } from 'pino';
import { AccessGuard } from './access/access.guard.js';
import { accessProviders } from './access/access.providers.js';
import { ClientAddress } from './access/client.address.js';
import { ServedHosts } from './access/served.hosts.js';
import { ACT_CONTROLLERS, actProviders } from './act/act.providers.js';
import { AUDIT_CONTROLLERS, auditProviders } from './audit/audit.providers.js';
import { ReadTrace } from './audit/read.trace.js';
import { ConfigurationFollower } from './configuration/configuration.follower.js';
import { ConnectionAnnouncer } from './connections/connection.announcer.js';
import { ConnectionPresenter } from './connections/connection.presenter.js';
import { ConnectionWatch } from './connections/connection.watch.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { DASHBOARD_CONTROLLERS, DASHBOARD_PROVIDERS } from './dashboard/dashboard.providers.js';
import { ApiDocument } from './documentation/api-document.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { SwaggerUiController } from './documentation/swagger-ui.controller.js';
import { SwaggerUiFiles } from './documentation/swagger-ui.files.js';
import { EVENTS_CONTROLLERS, EVENTS_PROVIDERS } from './events/events.providers.js';
import { JobNews } from './events/job.news.js';
import { inTurn } from './events/tail.listeners.js';
import { FindController } from './find/find.controller.js';
import { FIND_PROVIDERS } from './find/find.providers.js';
import { GatewayLifecycle } from './gateway.lifecycle.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { LateAnswers } from './http/late.answers.js';
import { Pages } from './http/pages.js';
import { SampledLines, SOCKETS } from './http/sampled.lines.js';
import { SocketBounds } from './http/socket.bounds.js';
import { Tarpit } from './http/tarpit.js';
import { HotAnswers } from './hot/hot-answers.js';
import { HotLists } from './hot/hot.lists.js';
import { HotPages } from './hot/hot-pages.js';
import { HotReads } from './hot/hot.reads.js';
import { HotShelf } from './hot/hot.shelf.js';
import { HEALTH_CONTROLLERS, HEALTH_PROVIDERS } from './health/health.providers.js';
import { HeavyReads, SnapshotReads } from './jobs/heavy.reads.js';
import { JobAddresses } from './jobs/job.addresses.js';
import { JobDetailsController } from './jobs/job-details.controller.js';
import { JobExplainer } from './jobs/job.explainer.js';
import { JobHistory } from './jobs/job.history.js';
import { JobLister } from './jobs/job.lister.js';
import { JobReader } from './jobs/job.reader.js';
import { JobResults } from './jobs/job.results.js';
import { JobTracker } from './jobs/job.tracker.js';
import { JobViews } from './jobs/job.views.js';
import { JobsController } from './jobs/jobs.controller.js';
import { ReadPointers } from './jobs/read.pointers.js';
import { ReaderInterest } from './jobs/reader.interest.js';
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
        ...ACT_CONTROLLERS,
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
        { provide: SampledLines, useFactory: () => new SampledLines(logger) },
        {
          provide: SocketBounds,
          inject: [Metrics, ClientAddress],
          useFactory: (metrics: Metrics, addresses: ClientAddress) =>
            new SocketBounds(
              configuration.gateway.sockets,
              addresses,
              metrics,
              new SampledLines(logger, undefined, SOCKETS),
            ),
        },
        { provide: JobAddresses, useFactory: () => new JobAddresses(configuration.connections) },
        {
          provide: JobReader,
          inject: [Store, ObservationRequests, HotAnswers, ReaderInterest, TrackedJobs],
          useFactory: (
            store: Store,
            requests: ObservationRequests,
            answers: HotAnswers,
            interest: ReaderInterest,
            tracked: TrackedJobs,
          ) =>
            new JobReader(store, requests, tracked, configuration.gateway.readWaitMs, store.clock.now, (record) => {
              answers.notice(record);
              interest.read(record.id, record.observation.nextCheckAt);
            }),
        },
        {
          provide: ReaderInterest,
          inject: [Store, JobAddresses, ReadPointers],
          useFactory: ({ watches, clock }: Store, addresses: JobAddresses, pointers: ReadPointers) =>
            new ReaderInterest(watches, clock.now, {
              isPointer: (job) => addresses.isPointer(job),
              note: (pointer) => pointers.note(addresses.present(pointer)),
            }),
        },
        {
          provide: ReadPointers,
          inject: [Store],
          useFactory: ({ pointerReads, clock }: Store) => new ReadPointers(pointerReads, clock.now),
        },
        ...hotProviders(configuration),
        ...quotaProviders(configuration),
        ...metricsProviders(configuration, logger),
        ...QUEUES_PROVIDERS,
        ...HEALTH_PROVIDERS,
        ...EVENTS_PROVIDERS,
        ...actProviders(configuration),
        ...auditProviders(logger),
        over(ConnectionWatch, [Store]),
        over(ConnectionPresenter, [Store, ConnectionWatch]),
        { provide: HeavyReads, useFactory: () => new HeavyReads() },
        { provide: SnapshotReads, useFactory: () => new SnapshotReads() },
        over(JobLister, [
          ...([Store, JobAddresses, JobReader, ConnectionWatch] as const),
          ...([HotShelf, HotPages, HeavyReads, SnapshotReads, ReadPointers] as const),
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
          useFactory: (tarpit: Tarpit) => new ProblemFilter(logger, new LateAnswers(tarpit)),
        },
        ApiDocument,
        SwaggerUiFiles,
        ConfigurationFollower,
        ConnectionAnnouncer,
        GatewayLifecycle,
      ],
    };
  }
}

function hotProviders({ redis, connections }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: HotAnswers,
      inject: [Store],
      useFactory: (store: Store) => {
        const answers = new HotAnswers();
        store.jobs.onChange((event) => answers.changed(event));
        return answers;
      },
    },
    {
      provide: EventTail,
      inject: [Store, HotAnswers, JobNews, EventMeter],
      useFactory: (store: Store, answers: HotAnswers, news: JobNews, meter: EventMeter) => {
        const tail = new EventTail(redis.server, store.keys);
        const names = connections.map(({ name }) => name);
        // Nobody is to be told of a change while the answer from before it is still held.
        tail.follow(names, inTurn(answers, news, meter));
        return tail;
      },
    },
    {
      provide: HotShelf,
      inject: [HotAnswers, JobReader, Store],
      useFactory: (answers: HotAnswers, reader: JobReader, { clock }: Store) =>
        new HotShelf(answers, reader, clock.now),
    },
    {
      provide: HotPages,
      inject: [HotAnswers, Store],
      useFactory: (answers: HotAnswers, { clock }: Store) => new HotPages(answers, clock.now),
    },
    {
      provide: HotReads,
      inject: [Access, JobAddresses, HotShelf, JobLister, ReaderInterest, Quotas, ReadTrace, Store, ServedHosts],
      useFactory: (
        access: Access,
        addresses: JobAddresses,
        shelf: HotShelf,
        lister: JobLister,
        interest: ReaderInterest,
        quotas: Quotas,
        trace: ReadTrace,
        { clock }: Store,
        hosts: ServedHosts,
      ) => new HotReads(access, addresses, shelf, new HotLists(lister), interest, quotas, trace, clock.now, hosts),
    },
  ];
}

function storeProviders({ redis, connections }: GatewayConfiguration): Provider[] {
  return [
    {
      provide: Store,
      useFactory: () => {
        const store = Store.connect(redis.server, redis.prefix, 'callers');
        store.texts.sealWith(redis.encryptionKeys);
        store.formerNames.adopt(connections);
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
