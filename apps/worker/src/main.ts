import { ConfigurationError, ConfigWatcher, type WorkerConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import {
  createLogger,
  exitOnFatalError,
  Metrics,
  PinoLoggerService,
  LogRedactor,
  reportEvictionPolicy,
  startTraces,
} from '#libs/telemetry';
import { secretsOf } from '#libs/upstream';
import { NestFactory } from '@nestjs/core';
import { ConfigApplier } from './config.applier.js';
import { WorkerListener } from './worker.listener.js';
import { WorkerModule } from './worker.module.js';

const STOP_WITHIN_MS = 10_000;

/** Once the configuration is read, one that knows its secrets. */
let logger = createLogger({ service: 'worker' });
exitOnFatalError(() => logger);

try {
  const source = new ConfigWatcher('worker');
  const configuration = source.current;
  const redactor = new LogRedactor(secretsIn(configuration));
  logger = createLogger({ service: 'worker', redactor, level: configuration.telemetry.logs.level });
  for (const { path, message } of configuration.warnings) logger.warn({ path, fault: message }, 'configuration');
  const stopTraces = await startTraces(configuration.telemetry.traces, 'worker');
  const app = await NestFactory.createApplicationContext(await WorkerModule.register(configuration, logger), {
    logger: new PinoLoggerService(logger),
    abortOnError: false,
  });
  if (configuration.worker !== null) {
    const url = await app.get(WorkerListener).listen(configuration.worker);
    logger.info({ url }, 'worker listening');
  }
  logger.info({ connections: configuration.connections.length }, 'worker started');
  void reportEvictionPolicy(app.get(Store), logger);
  const follower = app.get(ConfigApplier);
  source.subscribe((next) => {
    redactor.addSecrets(secretsIn(next));
    follower.applyConfig(next);
  });
  app.get(Metrics).gauge('jobgate_configuration_refused', () => [{ labels: {}, value: Number(source.isRefused) }]);
  source.watch(logger);
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    source.close();
    logger.info({ signal }, 'worker stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void app
      .close()
      .then(stopTraces)
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function secretsIn({ connections }: WorkerConfiguration): string[] {
  return connections.flatMap(({ auth }) => secretsOf(auth));
}
