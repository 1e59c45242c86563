import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { LogRedactor } from './redaction.js';

export type Logger = PinoLogger;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  /** The process's part: `gateway`, `worker`, `simulator`. In every line. */
  service: string;
  level?: LogLevel;
  /** Knows the texts that are masked wherever they occur, such as a worker's upstream credentials. */
  redactor?: LogRedactor;
  /** Takes the lines, each with its line end; standard output when absent. */
  destination?: DestinationStream;
}

/**
 * A logger of JSON lines: `{"level":"info","time":"…Z","service":"gateway", …values, "message":"…"}`. Messages are
 * constant, values go in the object: `logger.warn({ connection, error }, 'An upstream could not be reached')`.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, level = 'info', redactor = new LogRedactor(), destination } = options;
  const plain = (value: unknown) => redactor.value(value) as Record<string, unknown>;
  const logger = pino(
    {
      level,
      base: { service },
      messageKey: 'message',
      errorKey: 'error',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (error: unknown) => error },
      // Everything passes the redactor once: what a call logs here, the bindings of a child below (no hook sees them).
      hooks: {
        logMethod(parameters, method) {
          const [first, ...rest] = parameters as unknown[];
          const cleaned = rest.map((value) => redactor.value(value));
          method.apply(this, [...leading(first, rest.length === 0, redactor), ...cleaned] as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination(1),
  );
  const { child } = logger;
  logger.child = function (this: unknown, bindings, options) {
    return Reflect.apply(child, this, [plain(bindings), options]);
  };
  return logger;
}

/** An error alone is logged under `error`, with its own message as the line's. */
function leading(first: unknown, isAlone: boolean, redactor: LogRedactor): unknown[] {
  const value = redactor.value(first);
  if (Object.prototype.toString.call(first) !== '[object Error]' && !(first instanceof Error)) return [value];
  return isAlone ? [{ error: value }, (value as { message: string }).message] : [{ error: value }];
}
