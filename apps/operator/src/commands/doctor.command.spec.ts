import { createServer, type AddressInfo } from 'node:net';
import { freePort } from '../../../../test/stage/free-port.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { operate } from '../../test/operator.scene.js';
import type { Finding } from '../doctor/finding.js';
import { EXIT } from '../operator.usage.js';

describe('jobgate doctor', () => {
  let server: RedisServer;

  beforeEach(async () => (server = await openRedis(['--appendonly', 'yes'])));
  afterEach(() => server.close());

  async function findings(file: object = {}, url = server.redis.url) {
    const { code, out } = await operate(['doctor', '--json'], { redis: { url, prefix: 'checked' }, ...file });
    const found = (JSON.parse(out) as { findings: Finding[] }).findings;
    const of = (subject: string) => found.filter((finding) => finding.subject === subject);
    return { code, found, of };
  }
  const config = (name: string, value: string) => server.redis.command('CONFIG', 'SET', name, value);

  it('has nothing to say against a Redis that is set up as the page says', async () => {
    const { code, found } = await findings();
    expect(code).toBe(EXIT.done);
    expect(found.map(({ subject, verdict }) => [subject, verdict])).toEqual(
      ['version', 'memory', 'persistence', 'replicas', 'rights', 'clock', 'content'].map((subject) => [subject, 'ok']),
    );
  });

  it('fails where keys may be dropped, and warns where a restart loses some', async () => {
    await config('maxmemory-policy', 'allkeys-lru');
    await config('appendonly', 'no');
    const { code, of } = await findings();
    expect(code).toBe(EXIT.failed);
    expect(of('memory')).toEqual([
      { verdict: 'fault', subject: 'memory', detail: expect.stringContaining('set it to noeviction') },
    ]);
    expect(of('persistence')).toEqual([
      { verdict: 'warning', subject: 'persistence', detail: expect.stringContaining('set it to yes') },
    ]);
  });

  it('fails where a replica is required and there is none', async () => {
    await config('min-replicas-to-write', '1');
    const { code, of } = await findings();
    expect([code, of('replicas')[0]?.verdict]).toEqual([EXIT.failed, 'fault']);
  });

  it('names the commands that the user may not run, runs none, and says what it may not look at', async () => {
    const rights = ['~checked:*', '+@all', '-@dangerous', '-wait', '-xadd'];
    await server.redis.command('ACL', 'SETUSER', 'limited', 'on', '>password', ...rights);
    const { code, of } = await findings({}, server.redis.url.replace('redis://', 'redis://limited:password@'));
    expect(code).toBe(EXIT.failed);
    expect(of('rights')[0]).toMatchObject({ verdict: 'fault', detail: expect.stringContaining('not run xadd, wait:') });
    expect(['memory', 'persistence', 'replicas'].map((subject) => of(subject)[0]?.verdict)).toEqual(
      Array(3).fill('unknown'),
    );
    expect(of('version')[0]?.verdict).toBe('ok');
    expect(await server.redis.command('DBSIZE')).toContain(':0');
  });

  it('runs nothing where it may not begin a transaction', async () => {
    await server.redis.command('ACL', 'SETUSER', 'limited', 'on', '>password', '~checked:*', '+@all', '-multi');
    const { of } = await findings({}, server.redis.url.replace('redis://', 'redis://limited:password@'));
    expect(of('rights')[0]?.detail).toContain('not run multi:');
    expect(await server.redis.command('DBSIZE')).toContain(':0');
  });

  it('says which upstreams can be reached, and sends them nothing', async () => {
    const received: Buffer[] = [];
    const upstream = createServer((socket) => void socket.on('data', (data) => received.push(data)));
    await new Promise<void>((resolve) => void upstream.listen(0, '127.0.0.1', resolve));
    const port = (upstream.address() as AddressInfo).port;
    const connection = (name: string, at: number) => ({
      name,
      provider: 'datameer',
      url: `http://127.0.0.1:${at}`,
      auth: { username: 'jobgate', password: 'secret' },
    });
    try {
      const { code, of } = await findings({
        connections: [connection('here', port), connection('away', await freePort())],
      });
      expect(code).toBe(EXIT.done);
      expect(of('upstream').map(({ verdict, detail }) => [verdict, detail.split(':')[0]])).toEqual([
        ['ok', 'here'],
        ['warning', 'away'],
      ]);
      expect(of('upstream')[1]?.detail).toContain('ECONNREFUSED');
      expect(received).toEqual([]);
    } finally {
      upstream.close();
    }
  });
});
