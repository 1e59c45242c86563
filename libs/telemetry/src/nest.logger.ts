import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's own messages as JSON lines. Nest hands over the context as the last text, and a stack before it. */
export class PinoLoggerService implements LoggerService {
  readonly log = this.at('info');
  readonly error = this.at('error');
  readonly warn = this.at('warn');
  readonly debug = this.at('debug');
  readonly verbose = this.at('trace');
  readonly fatal = this.at('fatal');

  constructor(private readonly logger: Logger) {}

  private at(level: Level) {
    return (message: unknown, ...parameters: unknown[]): void => this.write(level, message, parameters);
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
