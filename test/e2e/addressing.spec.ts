import { jest } from '@jest/globals';
import { Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

describe('the address of a job', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  const encoded = (key: string) => `~${Buffer.from(key).toString('base64url')}`;

  it('[id.form] can be built by a client from connection and key, without asking', async () => {
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 0, outcome: 'succeeded' });
    const job = await client.job(`hmc-lab~${key}`);
    expect(job).toMatchObject({ id: `hmc-lab~${key}`, connection: 'hmc-lab', provider: 'ibm-hmc', state: 'succeeded' });
    expect(job.links).toEqual({
      self: `/jobs/${job.id}`,
      history: `/jobs/${job.id}/history`,
      events: `/jobs/${job.id}/events`,
      explain: `/jobs/${job.id}/explain`,
    });
  });

  it('[id.escaped-key] writes a key with other characters as ~ and base64url of its UTF-8 bytes', async () => {
    const path = '/Data/Import Jobs/Aufträge.imp';
    await stage.simulator.of('datameer').add({ path, durationMs: 60_000, outcome: 'stuck' });
    const id = `dm-prod~${encoded(`path-${path}`)}`;
    const tracked = await client.track({ connection: 'dm-prod', key: `path-${path}` });
    expect(tracked.id).toBe(id);
    await reaches(client, id, { id, kind: 'pointer', state: 'running' });
  });

  it.each([
    ['id.invalid', 'no tilde', 'hmc-lab'],
    ['id.invalid', 'an empty key', 'hmc-lab~'],
    ['id.connection', 'a connection in capitals', 'HMC-lab~abc'],
    ['id.connection', 'a connection that begins with a hyphen', '-hmc~abc'],
    ['id.connection', 'a connection of more than 39 characters', `${'c'.repeat(40)}~abc`],
    ['id.plain-key', 'a key that needs encoding', 'hmc-lab~a%20b'],
    ['id.plain-key', 'a plain key in its encoded form', `hmc-lab~${encoded('abc')}`],
    ['id.escaped-key', 'padding', `hmc-lab~${encoded('a/b')}==`],
    ['id.escaped-key', 'base64 of no UTF-8', 'hmc-lab~~_w'],
    ['id.length', 'more than 512 characters', `hmc-lab~${'k'.repeat(505)}`],
    ['id.invalid', 'a key outside the grammar of the provider', 'sbc-edge~first'],
    ['id.invalid', 'a Datameer number with a leading zero', 'dm-prod~012'],
  ])('[%s] refuses %s with the problem invalid-job-id', async (_, _what, id) => {
    const answer = await client.get(`/jobs/${id}`);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ code: 'invalid-job-id', status: 400, type: '/problems/invalid-job-id' });
  });

  it('[id.length] takes an id of 512 characters', async () => {
    const answer = await client.get(`/jobs/no-such-connection~${'k'.repeat(512 - 'no-such-connection~'.length)}`);
    expect(answer.status).toBe(404);
  });
});
