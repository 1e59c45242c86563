import fc from 'fast-check';
import { parseRedisUrl, type RedisServer } from './redis-url.js';

const OPEN = { tls: false, username: null, password: null };

describe('parseRedisUrl', () => {
  const forms: [url: string, server: RedisServer][] = [
    ['redis://127.0.0.1:6379/0', { kind: 'single', ...OPEN, host: '127.0.0.1', port: 6379, database: 0 }],
    ['redis://cache', { kind: 'single', ...OPEN, host: 'cache', port: 6379, database: 0 }],
    ['redis://cache/', { kind: 'single', ...OPEN, host: 'cache', port: 6379, database: 0 }],
    ['redis://[::1]:7000/3', { kind: 'single', ...OPEN, host: '::1', port: 7000, database: 3 }],
    [
      'rediss://app:p%40ss%2Fword@cache.example:6380/2',
      {
        kind: 'single',
        tls: true,
        username: 'app',
        password: 'p@ss/word',
        host: 'cache.example',
        port: 6380,
        database: 2,
      },
    ],
    [
      'redis://:p@ss:word@cache',
      { kind: 'single', ...OPEN, password: 'p@ss:word', host: 'cache', port: 6379, database: 0 },
    ],
    [
      'redis+sentinel://h1,h2:26380/master-name',
      {
        kind: 'sentinel',
        ...OPEN,
        sentinels: [
          { host: 'h1', port: 26379 },
          { host: 'h2', port: 26380 },
        ],
        masterName: 'master-name',
        database: 0,
      },
    ],
    [
      'redis+sentinel://:secret@h1/m/4',
      {
        kind: 'sentinel',
        ...OPEN,
        password: 'secret',
        sentinels: [{ host: 'h1', port: 26379 }],
        masterName: 'm',
        database: 4,
      },
    ],
    [
      'redis+cluster://h1,h2:7001',
      {
        kind: 'cluster',
        ...OPEN,
        nodes: [
          { host: 'h1', port: 6379 },
          { host: 'h2', port: 7001 },
        ],
      },
    ],
    ['rediss+cluster://h1/0', { kind: 'cluster', ...OPEN, tls: true, nodes: [{ host: 'h1', port: 6379 }] }],
  ];

  it.each(forms)('reads %s', (url, server) => expect(parseRedisUrl(url)).toEqual({ server }));

  it.each([
    ['http://cache', 'must have one of the forms'],
    ['cache:6379', 'must have one of the forms'],
    ['', 'must have one of the forms'],
    ['redis+other://cache', 'must have one of the forms'],
    ['redis://', 'must name hosts'],
    ['redis://cache:0', 'must name hosts'],
    ['redis://cache:65536', 'must name hosts'],
    ['redis://ca che', 'must name hosts'],
    ['redis+cluster://h1,,h2', 'must name hosts'],
    ['redis://cache?family=6', 'no query'],
    ['redis://cache/0#here', 'no query'],
    ['redis://h1,h2', 'must name one host'],
    ['redis://cache/first', 'number of a database'],
    ['redis://cache/0/1', 'number of a database'],
    ['redis+sentinel://h1,h2', 'name of the master'],
    ['redis+sentinel://h1/m/x', 'only a number'],
    ['redis+cluster://h1/1', 'no database'],
    ['redis://:%E0%A4%A@cache', 'percent-encoding'],
  ])('refuses %j', (url, reason) => expect(parseRedisUrl(url)).toEqual({ fault: expect.stringContaining(reason) }));

  it('never throws and never repeats a password in its fault', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9]{12,20}$/), fc.string(), (password, rest) => {
        expect(JSON.stringify({ ...parseRedisUrl(`redis://:${password}@${rest}`), server: null })).not.toContain(
          password,
        );
      }),
    );
  });
});
