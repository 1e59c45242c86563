import { inspect } from 'node:util';
import { EXIT } from './cli.usage.js';

/** Exits on an uncaught error, with its stack on standard error. */
export function exitOnFatalError(): void {
  const end = (error: unknown): void => {
    process.stderr.write(`jobgate: internal error: ${inspect(error)}\n`);
    process.exit(EXIT.error);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
