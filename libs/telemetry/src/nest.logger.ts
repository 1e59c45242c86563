import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's own messages as JSON lines. Nest hands over the context as the last text, and a stack before it. */
export class PinoLoggerService implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...parameters: unknown[]): void {
    this.write('info', message, parameters);
  }

  error(message: unknown, ...parameters: unknown[]): void {
    this.write('error', message, parameters);
  }

  warn(message: unknown, ...parameters: unknown[]): void {
    this.write('warn', message, parameters);
  }

  debug(message: unknown, ...parameters: unknown[]): void {
    this.write('debug', message, parameters);
  }

  verbose(message: unknown, ...parameters: unknown[]): void {
    this.write('trace', message, parameters);
  }

  fatal(message: unknown, ...parameters: unknown[]): void {
    this.write('fatal', message, parameters);
  }

  private write(level: Level, message: unknown, parameters: readonly unknown[]): void {
    const details = parameters.filter((parameter) => parameter !== undefined);
    const last = details.at(-1);
    const context = typeof last === 'string' && !isStack(last) ? (details.pop() as string) : undefined;
    const stack = details.find(isStack);
    const others = details.filter((detail) => detail !== stack);
    const values = {
      ...(context === undefined ? {} : { context }),
      ...(stack === undefined ? {} : { stack }),
      ...(others.length === 0 ? {} : { details: others }),
    };
    if (typeof message === 'string') this.logger[level](values, '%s', message);
    else if (message instanceof Error) this.logger[level]({ ...values, error: message }, '%s', message.message);
    else this.logger[level]({ ...values, value: message }, 'A value was logged.');
  }
}

const isStack = (value: unknown): value is string => typeof value === 'string' && /\n\s+at /.test(value);
