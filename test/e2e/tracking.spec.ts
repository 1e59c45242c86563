import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const RUNNING = { durationMs: 1, outcome: 'stuck' } as const;

describe('tracking', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    // Tests write one after the other, as quickly as they are answered.
    stage = await Stage.open({ configure: ({ access }) => (access['quota'] = 'none') });
    client = stage.client();
  });
  afterAll(() => stage?.close());

  describe('POST /jobs', () => {
    it.each([
      ['hmc-lab', 'ibm-hmc', (key: string) => [`/api/jobs/${key}`]],
      [
        'otc-prod',
        'otc-ims',
        (key: string) => [`/v1/ac234de25c6741d2b1273da49eea1b9e/jobs/${key}`, `/v1/cloudimages/job/${key}`],
      ],
      ['dm-prod', 'datameer', (key: string) => [`/rest/job-execution/job-details/${key}`]],
      [
        'analyzer',
        'hitachi-analyzer',
        (key: string) => [`/dbapi.do?action=getStatus&dataset=defaultDs&requestId=${key.replace('defaultDs.', '')}`],
      ],
    ] as const)(
      '[track.created, track.again, track.by-id, track.by-key, track.by-url, id.parsed-back] takes a job of %s by id, by key, by URL and by path',
      async (connection, provider, paths) => {
        const key = await stage.simulator.of(provider).add(RUNNING);
        const id = `${connection}~${key}`;
        const first = await client.post<ReadJob>('/jobs', { id });
        expect(first).toMatchObject({
          status: 201,
          headers: { location: `/jobs/${id}` },
          body: { id, state: 'unknown' },
        });
        const places = paths(key).flatMap((path) => [path, stage.simulator.urls[provider] + path]);
        for (const wish of [{ connection, key }, ...places.map((url) => ({ connection, url }))]) {
          const again = await client.post('/jobs', wish);
          expect(again).toMatchObject({ status: 200, headers: { location: `/jobs/${id}` }, body: { id } });
        }
        await reaches(client, id, { state: 'running' });
      },
    );

    it.each([
      ['/rest/job-configuration/job-status/88', 'config-88'],
      ['/rest/job-execution?configuration=88', 'config-88'],
      ['/api/job-execution/52/status', 'file-52'],
    ])('takes %s of Datameer as a pointer', async (url, key) => {
      const { body } = await client.post('/jobs', { connection: 'dm-prod', url });
      expect(body).toMatchObject({ id: `dm-prod~${key}`, kind: 'pointer' });
    });

    it('takes the slot of an SBC by its URL', async () => {
      const url = `${stage.simulator.urls['oracle-sbc']}/rest/v1.2/admin/asyncstatus`;
      expect((await client.post('/jobs', { connection: 'sbc-edge', url })).body).toMatchObject({ id: 'sbc-edge~last' });
    });

    it('[track.labels, track.name, observation.never] keeps labels, name and the moment of tracking', async () => {
      const key = await stage.simulator.of('ibm-hmc').add(RUNNING);
      const job = await client.track({ connection: 'hmc-lab', key, labels: { team: 'z' }, name: 'Nightly' });
      expect(job).toMatchObject({
        labels: { team: 'z' },
        name: 'Nightly',
        revision: Date.parse(job.trackedAt!),
        observation: { status: 'never' },
      });
      expect(Math.abs(Date.parse(job.trackedAt!) - Date.now())).toBeLessThan(10_000);
      await reaches(client, job.id, { state: 'running', labels: { team: 'z' }, name: 'Nightly' });
    });

    it('[track.again] changes nothing of a job that is tracked already', async () => {
      const key = await stage.simulator.of('ibm-hmc').add(RUNNING);
      await client.track({ connection: 'hmc-lab', key, labels: { team: 'z' } });
      const again = await client.post<ReadJob>('/jobs', { connection: 'hmc-lab', key, labels: { team: 'other' } });
      expect(again).toMatchObject({ status: 200, body: { labels: { team: 'z' } } });
    });

    it.each([
      ['nothing', {}],
      ['a key without a connection', { key: '1' }],
      ['both key and url', { connection: 'dm-prod', key: '1', url: '/rest/job-execution/job-details/1' }],
      [
        'the URL of another host',
        { connection: 'dm-prod', url: 'http://127.0.0.1:1/rest/job-execution/job-details/1' },
      ],
      ['a URL that names no job', { connection: 'hmc-lab', url: '/api/cpcs/1' }],
      ['a member that there is not', { id: 'dm-prod~1', lables: {} }],
      ['labels that are no texts', { id: 'dm-prod~1', labels: { team: 1 } }],
      ['a deadline that is no time', { id: 'dm-prod~1', deadline: 'soon' }],
    ])('[problem.errors] refuses %s', async (_, wish) => {
      expect(await client.post('/jobs', wish)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    });

    it('refuses a body that is not JSON', async () => {
      expect(await client.post('/jobs', '{"id":')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    });
  });

  describe('PATCH /jobs/{id}', () => {
    it('[patch.labels, patch.name, revision.labels] merges labels, removes those that are null, and makes a new revision', async () => {
      const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 0, outcome: 'succeeded' });
      const id = `hmc-lab~${key}`;
      await client.track({ id, labels: { team: 'z', obsolete: 'yes' } });
      const before = await reaches(client, id, { state: 'succeeded' });
      const answer = await client.patch(`/jobs/${id}`, { name: 'Nightly', labels: { obsolete: null, tier: '1' } });
      expect(answer).toMatchObject({ status: 200, body: { name: 'Nightly', state: 'succeeded' } });
      const after = await client.job(id);
      expect(after.labels).toEqual({ team: 'z', tier: '1' });
      expect(after.revision).toBe(before.revision + 1);
      expect(after.expiresAt).toBe(before.expiresAt);
      expect((await client.patch(`/jobs/${id}`, { name: null })).body).toMatchObject({ name: null });
    });

    it('is refused for other members, and for a job that is not tracked', async () => {
      const key = await stage.simulator.of('ibm-hmc').add(RUNNING);
      const id = `hmc-lab~${key}`;
      expect(await client.patch(`/jobs/${id}`, { name: 'x' })).toMatchObject({ status: 404 });
      await client.track({ id });
      expect(await client.patch(`/jobs/${id}`, { state: 'failed' })).toMatchObject({ status: 400 });
    });
  });

  describe('DELETE /jobs/{id}', () => {
    it('[untrack.forgets, untrack.not-upstream, delete-upstream.explicit] forgets the job here, without a call to the upstream', async () => {
      const hmc = stage.simulator.of('ibm-hmc');
      const key = await hmc.add(RUNNING);
      const id = `hmc-lab~${key}`;
      await client.track({ id });
      await reaches(client, id, { state: 'running' });
      await eventually(async () => expect(await client.delete(`/jobs/${id}`)).toMatchObject({ status: 204, text: '' }));
      // A poll in flight may still arrive.
      await pause(300);
      await hmc.resetCalls();
      await pause(800);
      expect(await hmc.callsFor(key)).toBe(0);
      expect((await hmc.calls()).byRoute).not.toHaveProperty('DELETE /api/jobs/{id}');
      expect((await client.get(`/jobs?q=${key}`)).body).toMatchObject({ jobs: [] });
      expect(await client.delete(`/jobs/${id}`)).toMatchObject({ status: 404, body: { code: 'job-not-found' } });
      expect((await hmc.job(key)).state).toBe('running');
    });

    it('[untrack.forgets] of an ended job takes its history and result with it, and a later read begins anew', async () => {
      const analyzer = stage.simulator.of('hitachi-analyzer');
      const key = await analyzer.add({ durationMs: 0, outcome: 'succeeded', result: [1] });
      const id = `analyzer~${key}`;
      const before = await reaches(client, id, { state: 'succeeded' });
      await client.patch(`/jobs/${id}`, { labels: { team: 'z' } });
      expect((await client.delete(`/jobs/${id}`)).status).toBe(204);
      for (const part of ['history', 'result', 'explain']) {
        expect((await client.get(`/jobs/${id}/${part}`)).status).toBe(404);
      }
      const anew = await client.job(id);
      expect(anew).toMatchObject({ state: 'succeeded', labels: {} });
      expect(anew.revision).toBeGreaterThan(before.revision + 1);
      expect(anew.trackedAt! > before.trackedAt!).toBe(true);
    });
  });
});
