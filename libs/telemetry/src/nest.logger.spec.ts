import { Injectable, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createLogger, PinoLoggerService } from './index.js';

function recording() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { service: new PinoLoggerService(createLogger({ service: 'worker', level: 'trace', destination })), lines };
}

@Injectable()
class Talker {
  private readonly logger = new Logger(Talker.name);

  talk(): void {
    this.logger.log('plain');
    this.logger.warn('100 %d sure', { token: 'x' });
    this.logger.error('broken', new Error('inner').stack);
    this.logger.error(new Error('whole'));
    this.logger.verbose({ value: 1 });
  }
}

@Module({ providers: [Talker] })
class TalkerModule {}

describe('PinoLoggerService', () => {
  it.each([
    ['log', 'info'],
    ['error', 'error'],
    ['warn', 'warn'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['fatal', 'fatal'],
  ] as const)('writes %s as %s, with its context', (method, level) => {
    const { service, lines } = recording();
    service[method]('hello', 'Somewhere');
    expect(lines).toEqual([expect.objectContaining({ level, message: 'hello', context: 'Somewhere' })]);
  });

  it('writes what Nest and its injectables say', async () => {
    const { service, lines } = recording();
    const application = await NestFactory.createApplicationContext(TalkerModule, { logger: service });
    expect(lines).toContainEqual(expect.objectContaining({ context: 'NestFactory', level: 'info' }));
    lines.length = 0;
    application.get(Talker).talk();
    await application.close();
    expect(lines).toMatchObject([
      { level: 'info', context: 'Talker', message: 'plain' },
      { level: 'warn', context: 'Talker', message: '100 %d sure', details: [{ token: '[redacted]' }] },
      { level: 'error', context: 'Talker', message: 'broken', stack: expect.stringContaining('Error: inner') },
      { level: 'error', context: 'Talker', message: 'whole', error: { type: 'Error', message: 'whole' } },
      { level: 'trace', context: 'Talker', message: 'A value was logged.', value: { value: 1 } },
    ]);
    Logger.overrideLogger(false);
  });
});
