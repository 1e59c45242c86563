import { createLogger, LogRedactor, type LogLevel } from './index.js';

/** What a logger wrote, line by line. */
function recording(level: LogLevel = 'trace', secrets: string[] = []) {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return {
    logger: createLogger({ service: 'gateway', level, redactor: new LogRedactor(secrets), destination }),
    lines,
  };
}

describe('createLogger', () => {
  it('writes one JSON line with time, level, service, values and message', () => {
    const { logger, lines } = recording();
    logger.info({ connection: 'hmc-lab', attempts: 3 }, 'An upstream was reached');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        service: 'gateway',
        connection: 'hmc-lab',
        attempts: 3,
        message: 'An upstream was reached',
      },
    ]);
  });

  it('writes nothing below its level', () => {
    const { logger, lines } = recording('warn');
    logger.info('not this');
    logger.warn('this');
    expect(lines.map(({ message }) => message)).toEqual(['this']);
  });

  it('masks secrets in values, messages, interpolations and child bindings', () => {
    const { logger, lines } = recording('info', ['hunter22']);
    logger
      .child({ connection: 'a' })
      .child({ token: 't0psecret' })
      .info({ headers: { authorization: 'x-y-z' } }, 'hunter22');
    logger.info('%s and %j', 'redis://:pass@host', { password: 'p4ss' });
    expect(lines).toEqual([
      expect.objectContaining({ token: '[redacted]', headers: { authorization: '[redacted]' }, message: '[redacted]' }),
      expect.objectContaining({ message: 'redis://[redacted]@host and {"password":"[redacted]"}' }),
    ]);
  });

  it('spells out an error under its name, and one that comes alone', () => {
    const { logger, lines } = recording('info', ['hunter22']);
    const error = new Error('wrong: hunter22', { cause: new Error('deeper') });
    logger.error({ error }, 'A log-on failed');
    logger.error(error);
    logger.error(error, 'A log-on failed');
    const written = { type: 'Error', message: 'wrong: [redacted]', cause: { message: 'deeper' } };
    expect(lines).toMatchObject([
      { message: 'A log-on failed', error: written },
      { message: 'wrong: [redacted]', error: written },
      { message: 'A log-on failed', error: written },
    ]);
    expect(JSON.stringify(lines)).not.toContain('hunter22');
  });

  it('leaves the values that it is given unchanged', () => {
    const values = { token: 'x', list: [{ password: 'y' }] };
    recording().logger.info(values, 'message');
    expect(values).toEqual({ token: 'x', list: [{ password: 'y' }] });
  });
});
