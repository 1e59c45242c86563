import type { GatewayConfiguration } from '#libs/config';
import { PinoLoggerService } from '#libs/telemetry';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { serveDocumentation } from './documentation/swagger-ui.js';
import { GatewayModule } from './gateway.module.js';
import { parseBodies } from './http/body.parser.js';
import { BodyPipe } from './http/body.pipe.js';
import { defaultHeaders } from './http/default-headers.js';
import { drain } from './http/drain.js';
import { answerUnreadable } from './http/unreadable-requests.js';

/** The gateway, wired and not yet listening. */
export async function createGateway(
  configuration: GatewayConfiguration,
  logger: Logger,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(GatewayModule.register(configuration, logger), {
    logger: new PinoLoggerService(logger),
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
  });
  setUpHttp(app);
  serveDocumentation(app);
  return app;
}

/** Lets the requests in flight end, for at most `withinMs`, and gives everything back. */
export async function stopGateway(app: NestExpressApplication, withinMs: number): Promise<void> {
  await drain(app.getHttpServer(), withinMs);
  await app.close();
}

function setUpHttp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(defaultHeaders);
  parseBodies(app);
  app.useGlobalPipes(new BodyPipe());
  answerUnreadable(app.getHttpServer());
}
