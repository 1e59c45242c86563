import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CERTIFICATE } from '../test/configuration.scene.js';
import { ConfigurationError, ConfigWatcher, type Configuration, type Role } from './index.js';

/** A log that can be read. */
class Log {
  lines: string[] = [];
  private readonly apply = (values: object, message: string) =>
    void this.lines.push(`${message} ${JSON.stringify(values)}`);
  readonly info = this.apply;
  readonly warn = this.apply;
  readonly error = this.apply;
}

const SHA = (digit: string) => digit.repeat(64);

describe('ConfigWatcher', () => {
  let folder: string;
  let log: Log;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobgate-source-'));
    log = new Log();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const path = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  const yaml = (key: string, more = '') => `
redis: { url: 'redis://127.0.0.1:1' }
access: { keys: [{ name: a, sha256: ${SHA(key)}, scopes: ['jobs:read'], connections: ['*'] }] }
connections:
  - name: dm
    provider: datameer
    url: https://dm.example
    auth: { user: u, password: 'file:${path('password')}' }
${more}`;

  function open<R extends Role>(role: R, file = 'jobgate.yaml'): ConfigWatcher<R> {
    return new ConfigWatcher(role, { JOBGATE_CONFIG: path(file) });
  }
  /** As often as a change takes to be believed. */
  const pollTwice = async (source: Pick<ConfigWatcher<Role>, 'poll'>) => {
    await source.poll(log);
    await source.poll(log);
  };
  const passwordOf = (source: ConfigWatcher<'worker'>) => source.current.connections[0]?.auth['password'];
  const keyOf = (source: { current: Configuration }) => source.current.access.keys[0]?.sha256;

  it('throws at the start when there is a fault', () => {
    write('jobgate.yaml', 'redis: { color: red }');
    expect(() => open('gateway')).toThrow(ConfigurationError);
  });

  it('says and does nothing while no file changes', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('worker');
    await pollTwice(source);
    expect(log.lines).toEqual([]);
  });

  it('applies a file that was written over, notifies its subscribers what is in force and what was, and names the change', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    const reported: string[] = [];
    source.subscribe((next, before) =>
      reported.push(`${before.access.keys[0]?.sha256} ${next.access.keys[0]?.sha256}`),
    );
    write('jobgate.yaml', yaml('b'));
    await pollTwice(source);
    expect(keyOf(source)).toBe(SHA('b'));
    expect(reported).toEqual([`${SHA('a')} ${SHA('b')}`]);
    expect(log.lines).toContain('configuration applied {"changed":["access.keys"]}');
  });

  it('believes a change only when it has seen it twice', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    // Good YAML, but half a file: a writer that was looked at in the middle.
    write('jobgate.yaml', yaml('b').split('connections:\n')[0]!);
    await source.poll(log);
    write('jobgate.yaml', yaml('b'));
    await source.poll(log);
    expect(keyOf(source)).toBe(SHA('a'));
    await source.poll(log);
    expect(keyOf(source)).toBe(SHA('b'));
    expect(source.current.connections).toHaveLength(1);
  });

  it('takes up a secret of a file that changed, in a worker alone: a gateway does not read it', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const [worker, gateway] = [open('worker'), open('gateway')];
    write('password', 'two');
    await Promise.all([pollTwice(worker), pollTwice(gateway)]);
    expect(passwordOf(worker)).toBe('two');
    expect(log.lines).toEqual(['configuration applied {"changed":["connections.dm"]}']);
  });

  it('follows a link that is led elsewhere, as a container platform swaps all files of a volume at once', async () => {
    const version = (name: string, password: string) => {
      mkdirSync(path(name));
      write(join(name, 'password'), password);
      write(join(name, 'jobgate.yaml'), yaml(password === 'one' ? 'a' : 'b'));
    };
    version('..1', 'one');
    symlinkSync('..1', path('..data'));
    for (const name of ['password', 'jobgate.yaml']) symlinkSync(join('..data', name), path(name));
    const source = open('worker');
    version('..2', 'two');
    symlinkSync('..2', path('..swap'));
    renameSync(path('..swap'), path('..data'));
    await pollTwice(source);
    expect([keyOf(source), passwordOf(source)]).toEqual([SHA('b'), 'two']);
  });

  it('follows a certificate', async () => {
    write('password', 'one');
    write('ca.pem', CERTIFICATE);
    write('jobgate.yaml', yaml('a', `    tls: { ca: ${path('ca.pem')} }`));
    const source = open('worker');
    write('ca.pem', `# renewed\n${CERTIFICATE}`);
    await pollTwice(source);
    expect(source.current.connections[0]?.tls.ca).toMatch(/^# renewed/);
  });

  it('refuses a broken one with every fault by its path, once, keeps what is in force, and takes the next good one', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('worker');
    let reported = 0;
    source.subscribe(() => (reported += 1));
    write('jobgate.yaml', yaml('b', '    limits: { timeout: soon }\ncolor: red'));
    rmSync(path('password'));
    for (let polls = 0; polls < 5; polls += 1) await source.poll(log);
    expect([keyOf(source), passwordOf(source), reported, source.isRefused]).toEqual([SHA('a'), 'one', 0, true]);
    expect(log.lines[0]).toBe('configuration rejected: the previous one stays active {"faults":3}');
    expect(log.lines.slice(1).map((line) => /"path":"([^"]*)"/.exec(line)?.[1])).toEqual([
      'color',
      'connections[0].auth.password',
      'connections[0].limits.timeout',
    ]);
    write('password', 'two');
    write('jobgate.yaml', yaml('b'));
    await pollTwice(source);
    expect([keyOf(source), passwordOf(source), reported, source.isRefused]).toEqual([SHA('b'), 'two', 1, false]);
  });

  it('refuses a file that is gone', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    rmSync(path('jobgate.yaml'));
    await pollTwice(source);
    expect(keyOf(source)).toBe(SHA('a'));
    expect(log.lines[1]).toContain('"path":"JOBGATE_CONFIG"');
  });

  it('says what needs a restart, and applies all else', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    write(
      'jobgate.yaml',
      yaml('b', 'gateway: { port: 4000, plainReads: front, sockets: { most: 7 } }').replace(
        '127.0.0.1:1',
        '127.0.0.1:2',
      ),
    );
    await pollTwice(source);
    expect(keyOf(source)).toBe(SHA('b'));
    expect(source.current.gateway).toMatchObject({ port: 3000, plainReads: 'front', sockets: { most: 7 } });
    expect(source.current.redis.server).toMatchObject({ port: 1 });
    const restartRequired = log.lines.filter((line) => line.includes('needs a restart'));
    expect(restartRequired.map((line) => /"path":"([^"]*)"/.exec(line)?.[1])).toEqual(['redis.url', 'gateway.port']);
  });

  it('notifies the others when one subscriber fails, and nobody who has unsubscribed', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    const reported: string[] = [];
    source.subscribe(() => {
      throw new Error('no');
    });
    source.subscribe(() => reported.push('second'));
    source.subscribe(() => reported.push('third'))();
    write('jobgate.yaml', yaml('b'));
    await pollTwice(source);
    expect(reported).toEqual(['second']);
    expect(log.lines.join()).toContain('failed to apply the configuration');
  });

  it('reports a gateway that is to read plain requests in another way, and of nothing else', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    const reported: string[] = [];
    source.subscribe(({ gateway }) => reported.push(gateway.plainReads));
    write('jobgate.yaml', yaml('a', 'gateway: { plainReads: front }'));
    await pollTwice(source);
    expect(reported).toEqual(['front']);
    expect(log.lines.at(-1)).toContain('"changed":["gateway.plainReads"]');
  });

  it('polls by itself once it watches', async () => {
    write('password', 'one');
    write('jobgate.yaml', yaml('a'));
    const source = open('gateway');
    const applied = new Promise((resolve) => source.subscribe(resolve));
    source.watch(log, 5);
    write('jobgate.yaml', yaml('b'));
    await applied;
    source.close();
    expect(keyOf(source)).toBe(SHA('b'));
  });
});
