import { jest } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PASSWORD, PASSWORD_VARIABLE } from '../stage/stage.configuration.js';
import { Stage, StageProcess, type LogEntry } from '../stage/index.js';
import { entryOf, ROOT } from '../stage/repository.js';
import { Reaper } from '../stage/reaper.js';

jest.setTimeout(180_000);

const PRELOADED = pathToFileURL(join(ROOT, 'test/stage/error.on-signal.mjs')).href;
const LAST_WORD = 'uncaught error: the process exits';
const EXIT_INTERNAL_ERROR = 70;

type Way = 'thrown' | 'rejected' | 'no error';

describe('a process that meets an error of its own', () => {
  let stage: Stage;
  let reaper: Reaper;
  let silent: Server;
  let port: number;

  beforeAll(async () => {
    stage = await Stage.open({ workers: 0, gateways: 0 });
    reaper = new Reaper(stage.folder);
    // Requests wait here.
    silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    ({ port } = silent.address() as AddressInfo);
  });
  afterAll(async () => {
    await reaper.endAll();
    silent.close();
    await stage.close();
  });

  const start = (app: Parameters<typeof entryOf>[0], args: string[], way: Way, environment: Record<string, string>) =>
    new StageProcess({
      name: app,
      command: process.execPath,
      args: [entryOf(app), ...args],
      environment: { NODE_OPTIONS: `--import=${PRELOADED}`, ERROR_WAY: way, ...environment },
      reaper,
    });

  const configuration = (change: object = {}) => {
    const file = join(stage.folder, 'fatal-errors.yaml');
    writeFileSync(file, JSON.stringify({ ...stage.configuration, ...change }));
    return { JOBGATE_CONFIG: file, [PASSWORD_VARIABLE]: PASSWORD };
  };

  const connected = async () => {
    const [socket] = (await once(silent, 'connection')) as [{ on(name: 'error', listener: () => void): void }];
    socket.on('error', () => undefined);
  };

  async function lastWordOf(one: StageProcess): Promise<LogEntry> {
    one.signal('SIGUSR2');
    expect(await one.exited).toEqual({ code: EXIT_INTERNAL_ERROR, signal: null });
    const fatal = one.log.filter(({ level }) => level === 'fatal');
    expect(fatal).toHaveLength(1);
    expect(one.lines.at(-1)).toBe(JSON.stringify(fatal[0]));
    return fatal[0]!;
  }

  const WAYS: [Way, string][] = [
    ['thrown', 'uncaughtException'],
    ['rejected', 'unhandledRejection'],
    ['no error', 'unhandledRejection'],
  ];

  it.each(WAYS)('as a gateway, %s, has a last line with its stack, without secrets', async (way, origin) => {
    const gateway = start('gateway', [], way, { ...configuration(), ERROR_TEXT: 'Bearer 0123456789abcdef' });
    await gateway.waitForLog('gateway listening');
    const line = await lastWordOf(gateway);
    expect(line).toMatchObject({ service: 'gateway', message: LAST_WORD, origin, time: expect.any(String) });
    expect(JSON.stringify(line)).toContain('a bug, with Bearer [redacted] in its message');
    expect(line['error']).toMatchObject({ type: 'Error', stack: expect.stringMatching(/^\s+at /m) });
  });

  it('as a worker, has a last line without the passwords that it knows', async () => {
    const worker = start('worker', [], 'rejected', { ...configuration(), ERROR_TEXT: `<${PASSWORD}>` });
    await worker.waitForLog('worker started');
    const line = await lastWordOf(worker);
    expect(line).toMatchObject({ service: 'worker', message: LAST_WORD });
    expect(line['error']).toMatchObject({
      message: 'a bug, with <[redacted]> in its message',
      stack: expect.stringContaining('error.on-signal.mjs'),
    });
  });

  it('as the simulator, has a last line', async () => {
    const simulator = start('simulator', [], 'thrown', {});
    await simulator.line((line) => line.includes('"control"'));
    expect(await lastWordOf(simulator)).toMatchObject({
      ...{ service: 'simulator', message: LAST_WORD },
      error: { message: 'a bug, with nothing in its message', stack: expect.stringContaining('error.on-signal.mjs') },
    });
  });

  it('as a command of an operator, has a last line', async () => {
    const asked = connected();
    const doctor = start(
      'operator',
      ['doctor'],
      'thrown',
      configuration({ redis: { url: `redis://127.0.0.1:${port}` } }),
    );
    await asked;
    expect(await lastWordOf(doctor)).toMatchObject({ service: 'operator', message: LAST_WORD });
  });

  it('as a command of a caller, says so, with its stack', async () => {
    const asked = connected();
    const command = start('cli', ['get', 'dm-prod~1', '--url', `http://127.0.0.1:${port}`], 'thrown', {
      JOBGATE_KEY: 'a-key',
    });
    await asked;
    command.signal('SIGUSR2');
    expect(await command.exited).toEqual({ code: EXIT_INTERNAL_ERROR, signal: null });
    const said = command.lines.join('\n');
    expect(said).toMatch(/^jobgate: internal error: Error: a bug, with nothing in its message\n\s+at /);
    expect(said).toContain('error.on-signal.mjs');
  });
});
