import { ConfigurationError, ConfigWatcher } from '#libs/config';
import { Store } from '#libs/store';
import { createLogger, exitOnFatalError, Metrics, reportEvictionPolicy, startTraces } from '#libs/telemetry';
import { ConfigApplier } from './configuration/config.applier.js';
import { createGateway, stopGateway } from './gateway.application.js';

const logger = createLogger({ service: 'gateway', level: 'info' });
const PLAIN =
  'plain HTTP: anyone on the network path can read keys and jobs, unless a proxy on this machine speaks TLS';
const STOP_WITHIN_MS = 8_000;
/** Closing Redis takes up to two seconds when it is away. */
const DRAIN_WITHIN_MS = 5_000;

exitOnFatalError(() => logger);

try {
  const source = new ConfigWatcher('gateway');
  const configuration = source.current;
  logger.level = configuration.telemetry.logs.level;
  for (const { path, message } of configuration.warnings) logger.warn({ path, fault: message }, 'configuration');
  const stopTraces = await startTraces(configuration.telemetry.traces, 'gateway');
  const app = await createGateway(configuration, logger);
  const { host, port } = configuration.gateway;
  await app.listen(port, host);
  logger.info({ url: await app.getUrl() }, 'gateway listening');
  if (configuration.gateway.tls === null) logger.info({ path: 'gateway.tls' }, PLAIN);
  void reportEvictionPolicy(app.get(Store), logger);
  const applier = app.get(ConfigApplier);
  source.subscribe((next, before) => applier.applyConfig(next, before));
  app.get(Metrics).gauge('jobgate_configuration_refused', () => [{ labels: {}, value: Number(source.isRefused) }]);
  source.watch(logger);
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    source.close();
    logger.info({ signal }, 'gateway stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void stopGateway(app, DRAIN_WITHIN_MS)
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
