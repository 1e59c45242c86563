import { inspect } from 'node:util';
import { EXIT } from './cli.usage.js';

/** Has the command end by an error that nobody caught: with its stack for whoever reports it. */
export function exitOnFatalError(): void {
  const end = (error: unknown): void => {
    process.stderr.write(`jobgate: internal error: ${inspect(error)}\n`);
    process.exit(EXIT.error);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
