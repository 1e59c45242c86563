import type { GatewayConfiguration } from '#libs/config';
import { PinoLoggerService } from '#libs/telemetry';
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { serveDocumentation } from './documentation/swagger-ui.js';
import { GatewayModule } from './gateway.module.js';
import { ProblemException, type Fault } from './problems/problem.exception.js';

const MAX_BODY = '1mb';

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
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.useBodyParser('json', { limit: MAX_BODY, strict: false });
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) =>
        new ProblemException('invalid-request', 'Some members of the body have the wrong form.', {
          errors: faultsOf(errors, ''),
        }),
    }),
  );
  serveDocumentation(app);
  return app;
}

function faultsOf(errors: ValidationError[], parent: string): Fault[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
    return [...own, ...faultsOf(error.children ?? [], pointer)];
  });
}
