import { PassThrough } from 'node:stream';
import { createLogger } from './logger.js';
import { reportEvictionPolicy } from './eviction-policy-report.js';

describe('the report on maxmemory-policy', () => {
  async function logged(policy: string | null): Promise<string[]> {
    const destination = new PassThrough();
    const logger = createLogger({ service: 'gateway', level: 'debug', destination });
    await reportEvictionPolicy(
      { inspection: { facts: () => Promise.resolve([{ address: 'redis:6379', policy }]) } },
      logger,
    );
    const text = String((destination.read() as Buffer | null) ?? '');
    return text.split('\n').filter((line) => line !== '');
  }

  it('warns of a Redis that drops keys', async () => {
    const [line, ...more] = (await logged('allkeys-lru')).map((text) => JSON.parse(text) as object);
    expect(line).toMatchObject({ level: 'warn', server: 'redis:6379', policy: 'allkeys-lru' });
    expect(more).toEqual([]);
  });

  it('is silent about one that keeps them', async () => {
    expect(await logged('noeviction')).toEqual([]);
  });

  it('logs at debug that it has no permission', async () => {
    const lines = await logged(null);
    expect(lines.map((text) => (JSON.parse(text) as { level: string }).level)).toEqual(['debug']);
  });

  it('leaves a Redis that is away to others', async () => {
    const destination = new PassThrough();
    const away = { inspection: { facts: () => Promise.reject(new Error('Connection is closed.')) } };
    await reportEvictionPolicy(away, createLogger({ service: 'worker', level: 'debug', destination }));
    expect(destination.read()).toBeNull();
  });
});
