import { loadConfiguration } from '#libs/config';
import { runOperator } from './operator.run.js';

process.exitCode = await runOperator(process.argv.slice(2), {
  configure: () => loadConfiguration('gateway'),
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(`${text}\n`),
});
