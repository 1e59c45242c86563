import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigurationError } from './configuration.error.js';
import { splitRestartRequired } from './restart-required.js';
import { parseConfiguration } from './parse-configuration.js';

const CERTIFICATE = fileURLToPath(new URL('../../../test/fixtures/tls/self-signed.pem', import.meta.url));
const parse = (redis: object, environment = {}) =>
  parseConfiguration(JSON.stringify({ redis }), 'gateway', environment);

describe('what Redis and its sentinels want', () => {
  it.each([CERTIFICATE, `file:${CERTIFICATE}`])('is the authority of their certificates: %s', (ca) => {
    const { server } = parse({ url: 'rediss://localhost', tls: { ca } }).redis;
    expect(server).toMatchObject({ kind: 'single', tls: true, ca: readFileSync(CERTIFICATE, 'utf8') });
  });

  it.each([
    ['redis://redis.example', true],
    ['redis://10.1.2.3:6380/1', true],
    ['redis+sentinel://localhost,h2/main', true],
    ['redis+cluster://h1,h2', true],
    ['rediss://redis.example', false],
    ['rediss+cluster://h1,h2', false],
    ['redis://localhost', false],
    ['redis://127.0.0.1:6380/1', false],
    ['redis+sentinel://[::1]:26379,127.0.0.2/main', false],
  ])('is warned of where it leaves this machine in the clear: %s', (url, isWarned) => {
    const paths = parse({ url }).warnings.map(({ path }) => path);
    expect(paths.includes('redis.url')).toBe(isWarned);
  });

  it('is a log-on of the sentinels, besides that of the servers', () => {
    const sentinel = { user: 'watcher', password: '${SENTINEL_PASSWORD}', tls: true };
    const url = 'rediss+sentinel://jobgate:word@h1/main';
    const { server } = parse({ url, sentinel }, { SENTINEL_PASSWORD: 'secret' }).redis;
    expect(server).toMatchObject({ username: 'jobgate', logOn: { ...sentinel, password: 'secret' } });
    expect(parse({ url }).redis.server).not.toHaveProperty('logOn');
  });

  it.each([
    [{ tls: { ca: '/nowhere.pem' } }, 'redis.tls.ca'],
    [{ tls: { ca: fileURLToPath(import.meta.url) } }, 'redis.tls.ca'],
    [{ tls: { color: 'red' } }, 'redis.tls.color'],
    [{ sentinel: { tls: 'yes' } }, 'redis.sentinel.tls'],
    [{ sentinel: { password: '${UNSET}' } }, 'redis.sentinel.password'],
  ])('has to be right: %j', (redis, path) => {
    let faults: string[] = [];
    try {
      parse(redis);
    } catch (error) {
      faults = (error as ConfigurationError).faults.map((fault) => fault.path);
    }
    expect(faults).toEqual([path]);
  });

  it('waits for a restart, each by its own path', () => {
    const url = 'redis+sentinel://h1/main';
    const before = parse({ url });
    const next = parse({ url, sentinel: { password: 'other' }, tls: { ca: CERTIFICATE } });
    expect(splitRestartRequired(next, before).restartRequired).toEqual(['redis.sentinel', 'redis.tls']);
  });
});
