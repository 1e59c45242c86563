import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayStage, KEY, READER_KEY } from '../../gateway/test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../../gateway/test/records.js';
import type { CliEnvironment } from './cli.environment.js';
import { runCli } from './cli.run.js';
import { EXIT, USAGE } from './cli.usage.js';

let stage: GatewayStage;
let folder: string;
let url: string;

beforeAll(async () => {
  stage = await GatewayStage.open();
  url = await stage.app.getUrl();
  folder = await mkdtemp(join(tmpdir(), 'jobgate-cli-'));
}, 30_000);

afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true });
});

interface Ended {
  code: number;
  out: string;
  errors: string;
}

interface Parameters {
  environment?: CliEnvironment;
  isTerminal?: boolean;
  signal?: AbortSignal;
  /** Told of each text that is written. */
  heard?: (text: string) => void;
}

async function jobgate(args: string[], parameters: Parameters = {}): Promise<Ended> {
  const { environment = {}, isTerminal = false, signal = new AbortController().signal, heard } = parameters;
  let [out, errors] = ['', ''];
  const write = (text: string) => {
    out += text;
    heard?.(text);
  };
  const code = await runCli(args, {
    environment: { JOBGATE_URL: url, JOBGATE_KEY: KEY, ...environment },
    out: { write, isTerminal, columns: 120 },
    writeError: (text) => (errors += text),
    signal,
  });
  return { code, out, errors };
}

async function endsAs(id: string, state: 'succeeded' | 'failed'): Promise<void> {
  const [connection, key] = id.split('~') as [string, string];
  await stage.store.jobs.update({ connection, key }, (current) => {
    const record = seenNow(endedRecord, { id, key, state, revision: current!.record.revision + 1 });
    return { revised: { record, hasChanged: true, transition: null } };
  });
}

describe('get', () => {
  it('shows a job in full, and several in a line each', async () => {
    const one = await stage.has(seenNow(endedRecord));
    const other = await stage.has(seenNow(runningRecord, { name: 'Nightly load' }));
    const alone = await jobgate(['get', one.id]);
    expect(alone).toMatchObject({ code: EXIT.success, errors: '' });
    expect(JSON.parse(alone.out)).toMatchObject({ id: one.id, state: 'succeeded' });
    const { out } = await jobgate(['get', one.id, other.id]);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^${one.id} .*succeeded$`)),
      expect.stringMatching(new RegExp(`^${other.id} .*running .*Nightly load$`)),
      '',
    ]);
  });

  it('ends with 1 when there is no such job', async () => {
    const ended = await jobgate(['get', 'nowhere~9']);
    expect(ended).toMatchObject({ code: EXIT.failure, errors: expect.stringContaining('(job-not-found)') });
  });
});

describe('list', () => {
  it('narrows by its options, and says whose data is stale', async () => {
    const { id } = await stage.has(seenNow(endedRecord, { labels: { cli: 'yes' } }));
    await stage.has(seenNow(runningRecord, { labels: { cli: 'yes' } }));
    const ended = await jobgate(['list', '--label', 'cli:yes', '--state', 'terminal', '--connection', 'dm-prod']);
    expect(ended).toMatchObject({ code: EXIT.success, errors: 'Stale data of: dm-prod.' });
    expect(ended.out.trim().split('\n')).toEqual([expect.stringContaining(id)]);
    const json = JSON.parse((await jobgate(['list', '--label', 'cli:yes', '--json'])).out);
    expect(json.jobs).toHaveLength(2);
  });

  it('passes on what the gateway finds fault with', async () => {
    const ended = await jobgate(['list', '--state', 'done']);
    expect(ended).toMatchObject({ code: EXIT.gateway, errors: expect.stringContaining('?state: Must be one of') });
  });
});

describe('track and cancel', () => {
  it('track takes an id, or a connection and a key, with labels', async () => {
    const key = freshKey();
    const args = ['track', '--connection', 'dm-prod', '--key', key, '--label', 'team:bi', '--name', 'Load', '--json'];
    expect(JSON.parse((await jobgate(args)).out)).toMatchObject({
      id: `dm-prod~${key}`,
      name: 'Load',
      labels: { team: 'bi' },
    });
    expect((await jobgate(['track', `dm-prod~${freshKey()}`])).out).toMatch(/unknown {2,}\(never\)/);
  });

  it('ends with 3 when the key may not', async () => {
    const ended = await jobgate(['track', 'dm-prod~9'], { environment: { JOBGATE_KEY: READER_KEY } });
    expect(ended).toMatchObject({ code: EXIT.gateway, errors: expect.stringContaining('(missing-scope)') });
  });

  it('cancel passes on what the gateway says of a job that is not there', async () => {
    expect((await jobgate(['cancel', 'nowhere~9'])).code).toBeGreaterThan(0);
  });
});

describe('watch', () => {
  it('shows each change of one job as a line, and ends as the job does', async () => {
    const progress = { percent: 40, done: null, total: null, unit: null, estimatedEndAt: null };
    const { id } = await stage.has(
      seenNow(runningRecord, { progress, observation: { nextCheckAt: Date.now() + 1_000 } }),
    );
    let isEnding = false;
    const heard = () => void (isEnding ||= (void endsAs(id, 'failed'), true));
    const { code, out } = await jobgate(['watch', id], { heard });
    expect(out.trim().split('\n')).toEqual([expect.stringContaining('40 %'), expect.stringContaining('failed')]);
    expect(code).toBe(EXIT.failure);
  });

  it('draws a bar for each of several jobs on a terminal', async () => {
    const [one, other] = [await stage.has(seenNow(endedRecord)), await stage.has(seenNow(endedRecord))];
    const { code, out } = await jobgate(['watch', one.id, other.id], { isTerminal: true });
    expect(code).toBe(EXIT.success);
    expect(out).toContain(`\x1b[1A\x1b[2K[${'█'.repeat(12)}] ${one.id}`);
    expect(out.trimEnd().split('\n').at(-1)).toContain(other.id);
  });

  it('distinguishes one that is not there from one that ended well', async () => {
    const { id } = await stage.has(seenNow(endedRecord));
    const { code, out } = await jobgate(['watch', id, 'nowhere~9', '--json']);
    expect(code).toBe(EXIT.failure);
    const [first, second] = out.trim().split('\n');
    expect([JSON.parse(first!), JSON.parse(second!)]).toMatchObject([
      { id, state: 'succeeded' },
      { id: 'nowhere~9', state: null },
    ]);
  });

  it('ends when it is interrupted', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    const controller = new AbortController();
    const ended = await jobgate(['watch', id], { signal: controller.signal, heard: () => controller.abort() });
    expect(ended.code).toBe(EXIT.interrupted);
  });
});

describe('the key and the address', () => {
  const NO_KEY = { JOBGATE_KEY: undefined };

  it('come from files and options as well', async () => {
    await mkdir(join(folder, '.config/jobgate'), { recursive: true });
    await writeFile(join(folder, '.config/jobgate/key'), `${KEY}\n`);
    const file = join(folder, 'other.key');
    await writeFile(file, KEY);
    expect((await jobgate(['list', '--limit', '1'], { environment: { ...NO_KEY, HOME: folder } })).code).toBe(
      EXIT.success,
    );
    const environment = { JOBGATE_KEY: 'wrong', JOBGATE_URL: 'http://127.0.0.1:1' };
    const ended = await jobgate(['list', '--key-file', file, '--url', url, '--limit', '1'], { environment });
    expect(ended.code).toBe(EXIT.success);
  });

  it('are said to be wrong when they are', async () => {
    expect(await jobgate(['list'], { environment: NO_KEY })).toMatchObject({ code: EXIT.gateway });
    const away = await jobgate(['list'], { environment: { JOBGATE_URL: 'http://127.0.0.1:1' } });
    expect(away).toMatchObject({ code: EXIT.gateway, errors: 'No gateway answers at http://127.0.0.1:1.' });
    expect(away.errors + (await jobgate(['list'], { environment: NO_KEY })).errors).not.toContain(KEY);
  });

  it.each([
    [['list', '--key-file', '/nowhere/key']],
    [['list', '--url', 'ftp://gateway']],
    [['list', 'dm-prod~9']],
    [['list', '--no-such-option']],
    [['get']],
    [['watch']],
    [['track']],
    [['track', 'dm-prod~9', '--label', 'team']],
    [['cancel']],
    [['constructor']],
    [[]],
  ])('and the usage is shown for %j', async (args) => {
    const { code, errors, out } = await jobgate(args);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(errors.endsWith(USAGE)).toBe(true);
  });

  it('are explained with --help', async () => {
    expect(await jobgate(['watch', '--help'])).toEqual({ code: EXIT.success, out: `${USAGE}\n`, errors: '' });
  });
});
