import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionOf } from '../stage/stage.configuration.js';
import { eventually, Stage, type LogEntry, type StageClient, type StageProcess } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const OLD_PASSWORD = 'first-secret-of-the-hmc';
const NEW_PASSWORD = 'second-secret-of-the-hmc';
const NEW_KEY = 'another-key-of-the-operator';
/** A refused log-on is not tried again within a minute: only new credentials bring one sooner. */
const WELL_WITHIN_A_MINUTE_MS = 25_000;

describe('processes that run while their configuration changes', () => {
  let stage: Stage;
  let client: StageClient;

  const passwordFile = () => join(stage.folder, 'hmc-password');
  const hmcUser = (password: string) =>
    stage.simulator.of('ibm-hmc').changeSettings({ users: [{ user: 'jobgate', password }] });
  const saying = (process: StageProcess, message: string): LogEntry[] =>
    process.log.filter((entry) => entry.message === message);

  beforeAll(async () => {
    stage = await Stage.open({
      configure: (configuration) => {
        const hmc = configuration.connections.find(({ name }) => name === 'hmc-lab')!;
        // The first file is written when the folder of the stage is known.
        hmc.auth = { userid: 'jobgate', password: '${STAGE_UPSTREAM_PASSWORD}' };
      },
    });
    client = stage.client();
    writeFileSync(passwordFile(), OLD_PASSWORD);
    await hmcUser(OLD_PASSWORD);
    stage.reconfigure(({ connections }) => {
      connections.find(({ name }) => name === 'hmc-lab')!.auth['password'] = `file:${passwordFile()}`;
    });
    await eventually(() => expect(saying(stage.worker, 'configuration applied')).toHaveLength(1));
  });
  afterAll(() => stage?.close());

  it('lets in by a new key within seconds, and no longer by the old one, at a gateway that goes on serving', async () => {
    const { pid } = stage.gateway;
    const renewed = stage.gateway.client(NEW_KEY);
    expect((await renewed.get('/jobs')).status).toBe(401);
    stage.reconfigure(({ access }) => {
      access.keys.find(({ name }) => name === 'operator')!.sha256 = createHash('sha256').update(NEW_KEY).digest('hex');
    });
    await eventually(async () => expect((await renewed.get('/jobs')).status).toBe(200));
    expect((await client.get('/jobs')).status).toBe(401);
    expect((await stage.client('reader').get('/jobs')).status).toBe(200);
    client = renewed;
    expect([stage.gateway.pid, stage.gateway.isRunning]).toEqual([pid, true]);
  });

  it('logs on anew with new credentials when their file changes, and keeps every state meanwhile', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: 1, outcome: 'stuck' });
    const id = `hmc-lab~${key}`;
    await client.track({ id });
    await reaches(client, id, { state: 'running', observation: { status: 'fresh' } });
    await hmcUser(NEW_PASSWORD);
    await hmc.expireSessions();
    await reaches(client, id, { state: 'running', observation: { status: 'unauthorized' } });
    await hmc.change(key, { outcome: 'succeeded', endsInMs: 0 });
    writeFileSync(passwordFile(), NEW_PASSWORD);
    await reaches(client, id, { state: 'succeeded', observation: { status: 'fresh' } }, WELL_WITHIN_A_MINUTE_MS);
    expect(stage.worker.isRunning).toBe(true);
  });

  it('rejects an invalid file, reports every error by its path, and keeps the previous configuration', async () => {
    let good = '';
    stage.reconfigure((configuration) => {
      good = JSON.stringify(configuration);
      Object.assign(configuration.connections[0]!.limits, { timeout: 'soon' });
      Object.assign(configuration, { color: 'red' });
    });
    for (const process of [stage.gateway, stage.worker]) {
      await process.waitForLog('configuration rejected: the previous one stays active', { faults: 2 });
      for (const path of ['color', 'connections[0].limits.timeout']) {
        await process.waitForLog('fault in the rejected configuration', { path });
      }
      expect(process.isRunning).toBe(true);
    }
    expect((await client.get('/metrics')).text).toMatch(/^jobgate_configuration_refused 1$/m);
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 300, outcome: 'succeeded' });
    await reaches(client, `hmc-lab~${key}`, { state: 'succeeded' });
    stage.reconfigure((configuration) => {
      delete (configuration as unknown as Record<string, unknown>)['color'];
      Object.assign(configuration, JSON.parse(good));
    });
    await eventually(async () =>
      expect((await client.get('/metrics')).text).toMatch(/^jobgate_configuration_refused 0$/m),
    );
  });

  it('runs a connection that is added, and forgets one that is removed', async () => {
    stage.reconfigure(({ connections }) => {
      connections.splice(
        connections.findIndex(({ name }) => name === 'sbc-edge'),
        1,
      );
      connections.push(connectionOf('dm-second', 'datameer', stage.simulator.urls));
    });
    await stage.worker.ownsConnections(['dm-second']);
    await stage.worker.waitForLog('connection released', { connection: 'sbc-edge' });
    const key = await stage.simulator.of('datameer').add({ durationMs: 300, outcome: 'succeeded' });
    await eventually(async () => expect((await client.get('/connections/dm-second')).status).toBe(200));
    await reaches(client, `dm-second~${key}`, { state: 'succeeded' });
    expect((await client.get('/connections/sbc-edge')).status).toBe(404);
    expect((await client.read('sbc-edge~last')).status).toBe(404);
  });

  it('says what needs a restart', async () => {
    stage.reconfigure(({ redis }) => (redis.prefix = 'elsewhere'));
    for (const process of [stage.gateway, stage.worker]) {
      await process.waitForLog('this configuration change needs a restart', { path: 'redis.prefix' });
    }
    expect((await client.get('/jobs')).status).toBe(200);
  });

  it('has written no secret into its log', () => {
    for (const { lines } of [stage.gateway, stage.worker]) {
      for (const secret of [OLD_PASSWORD, NEW_PASSWORD, NEW_KEY]) expect(lines.join('\n')).not.toContain(secret);
    }
  });
});
