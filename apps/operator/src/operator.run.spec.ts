import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import { operate } from '../test/operator.scene.js';
import { EXIT, USAGE } from './operator.usage.js';

describe('the command line for operators', () => {
  let server: RedisServer;
  const file = () => ({ redis: { url: server.redis.url, prefix: 'operated' } });

  beforeAll(async () => (server = await openRedis()));
  afterAll(() => server.close());

  it('shows its usage when asked', async () => {
    expect(await operate(['--help'], file())).toEqual({ code: EXIT.done, out: `${USAGE}\n`, errors: '' });
  });

  it.each([
    [[], 'There is no command without a name.'],
    [['toString'], 'There is no command toString.'],
    [['doctor', '--unknown'], "Unknown option '--unknown'"],
    [['doctor', 'a-file'], 'doctor takes no file.'],
  ])('refuses %j', async (args, why) => {
    const { code, out, errors } = await operate(args, file());
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(errors).toContain(why);
    expect(errors).toContain(USAGE);
  });

  it('lists the faults of a configuration file', async () => {
    const { code, errors } = await operate(['doctor'], 'redis: { prefix: "{x}" }\nnothing: 1');
    expect(code).toBe(EXIT.usage);
    expect(errors).toContain('redis.prefix');
    expect(errors).toContain('nothing');
  });

  it('says that Redis cannot be reached', async () => {
    const away = { redis: { url: 'redis://127.0.0.1:1/0' } };
    const { code, errors } = await operate(['doctor'], away);
    expect(code).toBe(EXIT.store);
    expect(errors).toContain('Redis cannot be reached');
  });

  it('compares the clocks, for people and for programs', async () => {
    const clock = { verdict: 'ok', subject: 'clock', detail: expect.stringMatching(/^this machine is \d+ ms/) };
    const { code, out } = await operate(['doctor', '--json'], file());
    expect(code).toBe(EXIT.done);
    expect((JSON.parse(out) as { findings: unknown[] }).findings).toContainEqual(clock);
    expect((await operate(['doctor'], file())).out).toMatch(/^ok {3}clock: this machine is/m);
  });
});
