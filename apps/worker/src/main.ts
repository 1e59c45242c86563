import { ConfigurationError, formatFaults, loadConfiguration } from '#libs/config';
import { createLogger, PinoLoggerService } from '#libs/telemetry';
import { secretsOf } from '#libs/upstream';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module.js';

const STOP_WITHIN_MS = 10_000;

try {
  const configuration = loadConfiguration('worker');
  const secrets = configuration.connections.flatMap(({ auth }) => secretsOf(auth));
  const logger = createLogger({ service: 'worker', secrets });
  for (const { path, message } of configuration.warnings) logger.warn({ path, fault: message }, 'configuration');
  const app = await NestFactory.createApplicationContext(await WorkerModule.register(configuration, logger), {
    logger: new PinoLoggerService(logger),
    abortOnError: false,
  });
  logger.info({ connections: configuration.connections.length }, 'worker started');
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, 'worker stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${formatFaults(error)}\n`);
  process.exitCode = 1;
}
