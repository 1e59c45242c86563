import { loadConfiguration } from '#libs/config';
import { createLogger, endWithLastWord } from '#libs/telemetry';
import { runOperator } from './operator.run.js';

const logger = createLogger({ service: 'operator', destination: process.stderr });
endWithLastWord(() => logger);

process.exitCode = await runOperator(process.argv.slice(2), {
  configure: () => loadConfiguration('gateway'),
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(`${text}\n`),
});
