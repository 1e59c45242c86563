import { jest } from '@jest/globals';
import { parseConfiguration } from '#libs/config';
import { findPython, PYTHON_ADVICE } from '../../scripts/programs/programs.mjs';
import { freePort } from '../stage/free-port.js';
import { eventually, Stage, type StageClient } from '../stage/index.js';
import { KEYS } from '../stage/stage.configuration.js';
import { readFileSync } from 'node:fs';
import { isNotRun, missingIn, NOT_RUN } from './not-run.js';
import { jsonDocuments, shapeFaults } from './shape.js';
import { Shell, type Ran } from './shell.js';
import { commandsOf, SNIPPETS, type Snippet } from './snippets.js';

jest.setTimeout(90_000);

const python = findPython();
const CERTIFICATE = readFileSync(new URL('../fixtures/tls/self-signed.pem', import.meta.url), 'utf8');
const BASE = 'http://127.0.0.1:3000';
/** Put behind a server, which would go on. */
const ENDS_WHEN_IT_HAS_SPOKEN = `
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (...values) => (setTimeout(() => process.exit(0), 300), write(...values));
  setTimeout(() => process.exit(1), 20_000).unref();`;
const titled = (snippets: readonly Snippet[]) =>
  snippets.map((snippet) => [`${snippet.page}:${snippet.line}`, snippet] as const);
const inLanguage = (...languages: string[]) => SNIPPETS.filter(({ language }) => languages.includes(language));

const shell = inLanguage('sh', 'bash');
const run = shell.filter((snippet) => commandsOf(snippet).some(({ command }) => !isNotRun(command)));
const notRun = shell.filter((snippet) => !run.includes(snippet));

describe('the pages', () => {
  let stage: Stage;
  let client: StageClient;
  let shellOf: Shell;
  /** A job that can be canceled, each time another one. */
  let running: string[];
  let ended: string;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: (configuration) => (configuration.webhooks = { allowPrivateTargets: true }),
    });
    client = stage.client();
    const datameer = stage.simulator.of('datameer');
    const first = await datameer.add({ durationMs: 100, outcome: 'succeeded', configurationId: 101 });
    ended = `dm-prod~${first}`;
    const odd = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    await client.track({ id: ended, labels: { source: 'demo' } });
    await client.track({ id: `dm-prod~${odd}` });
    await datameer.change(odd, { rawStatus: 'REINDEXING' });
    running = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const id = `hmc-lab~${await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' })}`;
        await client.track({ id });
        return id;
      }),
    );
    await stage.simulator.of('oracle-sbc').add({ durationMs: 1, outcome: 'stuck' });
    await client.read('sbc-edge~last');
    await eventually(async () => expect((await client.job(ended)).terminal).toBe(true));
    await eventually(async () => expect((await client.job(`dm-prod~${odd}`)).observation.anomalies).toHaveLength(1));
    await eventually(async () => expect((await client.job(running[0]!)).state).toBe('running'));
    shellOf = new Shell({
      PATH: process.env['PATH'] ?? '',
      HOME: stage.folder,
      KEY: KEYS.operator,
      JOBGATE_URL: stage.gateway.url,
    });
  });
  afterAll(async () => {
    shellOf?.remove();
    await stage?.close();
  });

  /** With this gateway's address and these jobs in the places that a reader fills. */
  const filled = (text: string): string =>
    text
      .replaceAll(BASE, stage.gateway.url)
      .replaceAll(/<id>(?=\/cancel)/g, () => running.pop() ?? ended)
      .replaceAll('<id>', ended);
  const told = ({ stdout, stderr, code }: Ran) => `exit ${code}\n${stdout}\n${stderr}`;

  it('speak of the first job as this stage has it', () => {
    expect(ended).toBe('dm-prod~1');
  });

  it.each(titled(run))('%s: every command does what it says', async (_, snippet) => {
    const commands = commandsOf(snippet);
    expect(commands.filter(({ command }) => isNotRun(command))).toEqual([]);
    const ran = await shellOf.bash(filled(commands.map(({ command }) => command).join('\n')));
    expect([ran.code, told(ran)]).toEqual([0, expect.anything()]);
    const calls = commands.filter(({ command }) => /(^|\()curl /.test(command));
    expect(ran.answers).toHaveLength(calls.length);
    calls.forEach(({ command, remark }, index) => {
      const { status, body } = ran.answers[index]!;
      const documented = Number(/^(\d{3})\b/.exec(remark)?.[1] ?? 0);
      // What asks curl for the status itself prints it.
      const seen = command.includes('%{http_code}') ? Number(ran.stdout.trim()) : status;
      expect([command, seen, body]).toEqual([command, documented || Math.min(Math.max(seen, 200), 204), body]);
      if (/ -\w*N /.test(command)) expect(body).toMatch(/^event: snapshot$/m);
    });
    const shown = snippet.output === null ? [] : jsonDocuments(snippet.output);
    expect(shown.length).toBeLessThanOrEqual(ran.answers.length);
    shown.forEach((document, index) => {
      expect(shapeFaults(document, JSON.parse(ran.answers[index]!.body))).toEqual([]);
    });
  });

  it.each(titled(inLanguage('js').filter(({ text }) => !text.includes('.listen('))))('%s runs', async (_, snippet) => {
    const ran = await shellOf.program(process.execPath, 'mjs', filled(snippet.text));
    expect([ran.code, told(ran)]).toEqual([0, expect.stringContaining(`${ended} succeeded`)]);
  });

  it.each(titled(inLanguage('js').filter(({ text }) => text.includes('.listen('))))('%s serves', async (_, snippet) => {
    const port = await freePort();
    const subscribed = await client.post<{ id: string; secret: string }>('/webhooks', {
      url: `http://127.0.0.1:${port}/`,
    });
    const serving = shellOf.program(
      process.execPath,
      'mjs',
      `${snippet.text.replace('8080', String(port))}\n${ENDS_WHEN_IT_HAS_SPOKEN}`,
      { JOBGATE_WEBHOOK_SECRET: subscribed.body.secret },
    );
    await client.post(`/webhooks/${subscribed.body.id}/test`);
    const ran = await serving;
    await client.delete(`/webhooks/${subscribed.body.id}`);
    expect([ran.code, told(ran)]).toEqual([0, expect.anything()]);
    expect(ran.stdout).not.toBe('');
  });

  // Without it there is no such test, rather than one that passes.
  if (python !== null) {
    it.each(titled(inLanguage('python')))('%s runs', async (_, snippet) => {
      const ran = await shellOf.program(python, 'py', filled(snippet.text));
      expect([ran.code, told(ran)]).toEqual([0, expect.stringContaining('succeeded ok')]);
    });
  } else {
    console.warn(
      titled(inLanguage('python'))
        .map(([place]) => `${place} is not run. ${PYTHON_ADVICE}`)
        .join('\n'),
    );
  }
});

describe('commands that are not run here', () => {
  it.each(titled(notRun))('%s names nothing that is not there', (_, snippet) => {
    for (const { command } of commandsOf(snippet)) expect([command, ...missingIn(command)]).toEqual([command]);
  });

  it.each(NOT_RUN.map(({ command, reason }) => [String(command), command, reason] as const))(
    '%s stands on some page, and has a reason',
    (_, command, reason) => {
      expect(notRun.some((snippet) => commandsOf(snippet).some((one) => command.test(one.command)))).toBe(true);
      expect(reason.length).toBeGreaterThan(20);
    },
  );
});

describe('the configurations on the pages', () => {
  const configurations = inLanguage('yaml').filter(({ text }) => /^(redis|access|connections|gateway):/m.test(text));

  it.each(titled(configurations))('%s is one that a worker accepts', (_, { text }) => {
    const environment = new Proxy(
      {},
      { get: (_target, name) => (/^(PORT|HOST|REDIS_URL)$/.test(String(name)) ? undefined : 'x') },
    );
    // Each is that of another key.
    let keys = 0;
    const given = text.replaceAll(/<[^>]*(hex|SHA)[^>]*>/g, () => `'${String((keys += 1)).padStart(64, '0')}'`);
    const contents = (path: string) => ({ text: path.endsWith('encryption') ? '0'.repeat(64) : CERTIFICATE });
    const parsed = () => parseConfiguration(given, 'worker', environment, undefined, contents);
    expect(parsed).not.toThrow();
  });
});
