import type { Logger } from './logger.js';

/** What a process ends with that met an error of its own (EX_SOFTWARE of sysexits.h). */
export const EXIT_INTERNAL_ERROR = 70;

/**
 * Exits on an uncaught error, with one log line: level `fatal`, the error with its stack,
 * redacted like any other. Nothing is closed: what is held in memory is not to be trusted any more, and what others hold for
 * this process ends by itself. `logger`: the one in use at the time.
 */
export function exitOnFatalError(logger: () => Logger): void {
  let isEnding = false;
  const end = (error: unknown, origin: string) => {
    // What goes wrong at the end is not to begin it again.
    if (isEnding) return;
    isEnding = true;
    try {
      logger().fatal({ error: asError(error), origin }, 'uncaught error: the process exits');
    } finally {
      process.exit(EXIT_INTERNAL_ERROR);
    }
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', (reason) => end(reason, 'unhandledRejection'));
}

/** Anything can be thrown. */
function asError(error: unknown): unknown {
  const isError = Object.prototype.toString.call(error) === '[object Error]' || error instanceof Error;
  return isError ? error : new Error('What was thrown is no error.', { cause: error });
}
