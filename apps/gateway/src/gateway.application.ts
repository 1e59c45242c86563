import type { GatewayConfiguration } from '#libs/config';
import { PinoLoggerService } from '#libs/telemetry';
import { NestFactory } from '@nestjs/core';
import type { ExpressAdapter, NestExpressApplication } from '@nestjs/platform-express';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { Admission } from './access/admission.js';
import { ClientAddress } from './access/client.address.js';
import { Refusals } from './access/refusals.js';
import { ServedHosts } from './access/served.hosts.js';
import { AuditRecorder } from './audit/audit.recorder.js';
import { ApiDocument } from './documentation/api-document.js';
import { describeApi } from './documentation/openapi.document.js';
import { EventsLifecycle } from './events/events.lifecycle.js';
import { GatewayModule } from './gateway.module.js';
import { FastPathAdapter } from './fast-path/fast-path.adapter.js';
import { FastPathHandler } from './fast-path/fast-path.handler.js';
import { BodyPipe } from './http/body.pipe.js';
import { answerConditionsOfRevisionsOnly } from './http/conditions.js';
import { defaultHeaders } from './http/default-headers.js';
import { drain } from './http/drain.js';
import { writeExactJson } from './http/json.writer.js';
import { KEEP_ALIVE_MS } from './http/keep-alive.js';
import { Pages } from './http/pages.js';
import { RequestIds } from './http/request.ids.js';
import { RequestLog } from './http/request.log.js';
import { traceRequests } from './http/request.tracer.js';
import { LogSampler } from './http/log.sampler.js';
import { SocketBounds } from './http/socket.bounds.js';
import { tlsOptions } from './http/tls.js';
import { drainUnreadBody, deferContinue } from './http/unread.body.js';
import { answerMalformedRequests } from './http/malformed-requests.js';
import { RequestMeter } from './metrics/request.meter.js';

/** The gateway, not listening yet. With the framework's own adapter there is no fast path. */
export async function createGateway(
  configuration: GatewayConfiguration,
  logger: Logger,
  adapter: ExpressAdapter = new FastPathAdapter(),
): Promise<NestExpressApplication> {
  const { tls } = configuration.gateway;
  const module = GatewayModule.register(configuration, logger);
  const app = await NestFactory.create<NestExpressApplication>(module, adapter, {
    logger: new PinoLoggerService(logger),
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
    ...(tls === null ? {} : { httpsOptions: tlsOptions(tls) }),
  });
  const log = new RequestLog(logger, app.get(LogSampler), app.get(ClientAddress), app.get(RequestIds));
  if (configuration.telemetry.traces !== null) app.use(traceRequests);
  setUpHttp(app, log);
  app.get(ApiDocument).complete(describeApi(app));
  if (adapter instanceof FastPathAdapter) {
    adapter.enableFastPath(app.get(FastPathHandler), log.logsFastPath ? log.logFastPath : null);
    adapter.usePlainReads(configuration.gateway.plainReads);
  }
  return app;
}

/** Ends long polls and streams, drains the other requests for at most `withinMs`, and releases all resources. */
export async function stopGateway(app: NestExpressApplication, withinMs: number): Promise<void> {
  app.get(EventsLifecycle).end();
  const adapter = app.getHttpAdapter();
  await drain(app.getHttpServer(), withinMs, adapter instanceof FastPathAdapter ? adapter.front : null);
  await app.close();
}

function setUpHttp(app: NestExpressApplication, log: RequestLog): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  const express = app.getHttpAdapter().getInstance() as Express;
  answerConditionsOfRevisionsOnly(express);
  writeExactJson(express);
  app.use(drainUnreadBody);
  app.use(app.get(ServedHosts).handlerWith(app.get(Refusals)));
  app.use(app.get(Admission).handle);
  app.use(log.handle);
  app.use(app.get(RequestMeter).handle);
  app.use(defaultHeaders);
  app.use(app.get(AuditRecorder).handle);
  app.use(app.get(Pages).handle);
  app.useGlobalPipes(new BodyPipe());
  const server = app.getHttpServer();
  app.get(SocketBounds).guard(server);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  answerMalformedRequests(server);
  deferContinue(server);
}
