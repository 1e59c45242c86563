import { loadConfiguration } from '#libs/config';
import { createLogger, exitOnFatalError } from '#libs/telemetry';
import { runOperator } from './operator.run.js';

const logger = createLogger({ service: 'operator', destination: process.stderr });
exitOnFatalError(() => logger);

process.exitCode = await runOperator(process.argv.slice(2), {
  configure: () => loadConfiguration('gateway'),
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(`${text}\n`),
});
