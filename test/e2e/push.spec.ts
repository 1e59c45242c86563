import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient } from '../stage/index.js';

jest.setTimeout(120_000);

interface Connection {
  push: { status: string; reason: string; lastMessageAt: string | null } | null;
}

describe('push from an HMC', () => {
  let stage: Stage;
  let client: StageClient;
  const hmc = () => stage.simulator.of('ibm-hmc');

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }, { urls }) => {
        const connection = connections.find(({ name }) => name === 'hmc-lab')!;
        connection.options = { push: 'stomp', stompPort: Number(new URL(urls['ibm-hmc-stomp']).port) };
        connection.refresh = { min: '1s', max: '60s' };
      },
    });
    client = stage.client();
    await track({ durationMs: 0, outcome: 'succeeded' });
    await connected();
  });
  afterAll(() => stage?.close());

  async function track(script: { durationMs: number; outcome: 'succeeded' | 'failed' }): Promise<string> {
    const key = await hmc().add(script);
    await client.track({ connection: 'hmc-lab', key });
    return key;
  }
  const job = (key: string) => client.job(`hmc-lab~${key}`);
  const push = async () => (await client.get<Connection>('/connections/hmc-lab')).body.push;
  const connected = () => eventually(async () => expect(await push()).toMatchObject({ status: 'connected' }));
  /** Running, with the next poll far away. */
  const settled = (key: string) =>
    eventually(async () => {
      const { state, observation } = await job(key);
      expect(state).toBe('running');
      expect(Date.parse(observation.nextCheckAt!) - Date.now()).toBeGreaterThan(30_000);
    });

  it('detects an end at once that would be polled in a minute, for two calls', async () => {
    const key = await track({ durationMs: 600_000, outcome: 'failed' });
    await settled(key);
    await hmc().change(key, { endsInMs: 0 });
    const ended = await eventually(async () => {
      const read = await job(key);
      expect(read.state).toBe('failed');
      return read;
    }, 5_000);
    expect(ended.observation.source).toBe('push');
    expect(await hmc().callsFor(key)).toBe(2);
    await eventually(async () => expect((await push())?.lastMessageAt).not.toBeNull());
  });

  it('follows the session when the HMC wants a new log-on', async () => {
    await hmc().expireSessions();
    await eventually(async () => expect(await push()).toMatchObject({ status: 'disconnected' }));
    await track({ durationMs: 0, outcome: 'succeeded' });
    await connected();
    const key = await track({ durationMs: 600_000, outcome: 'succeeded' });
    await settled(key);
    await hmc().change(key, { endsInMs: 0 });
    await eventually(async () => expect((await job(key)).state).toBe('succeeded'), 5_000);
  });

  it.each(['refuse', 'freeze'] as const)('finds the end by polling when the broker does this: %s', async (action) => {
    const key = await track({ durationMs: 600_000, outcome: 'succeeded' });
    await settled(key);
    try {
      await hmc().push(action);
      await hmc().change(key, { endsInMs: 0 });
      await eventually(async () => expect((await job(key)).state).toBe('succeeded'), 30_000);
      expect((await job(key)).observation.source).toBe('poll');
    } finally {
      await hmc().push('resume');
    }
    await eventually(async () => expect(await push()).toMatchObject({ status: 'connected' }), 60_000);
  });

  it('leaves no secret in the logs', async () => {
    const lines = stage.worker.lines.join('\n');
    expect(lines).toContain('push connected');
    expect(lines).not.toMatch(/[a-z0-9]{50}|passcode/);
  });
});
