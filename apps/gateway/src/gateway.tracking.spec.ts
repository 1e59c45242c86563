import { GatewayStage, READER_KEY } from '../test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../test/records.js';

const HMC_KEY = '86e44546-107f-11e1-bde0-0010184c8334';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

describe('tracking', () => {
  it('[track.stored-first] stores a job, and says where it is', async () => {
    const key = freshKey();
    const response = await stage
      .call('post', '/jobs')
      .send({ connection: 'dm-prod', key, name: 'Nightly', labels: { team: 'bi' } })
      .expect(201);
    const { revision } = response.body;
    expect(response.headers).toMatchObject({ location: `/jobs/dm-prod~${key}`, etag: `W/"${revision}"` });
    expect(response.body).toMatchObject({ name: 'Nightly', labels: { team: 'bi' }, state: 'unknown' });
    expect(revision).toBe(Date.parse(response.body.trackedAt));
    expect(await stage.store.jobs.read({ connection: 'dm-prod', key })).not.toBeNull();
  });

  it('answers 200 and changes nothing when the job is tracked already', async () => {
    const key = freshKey();
    await stage
      .call('post', '/jobs')
      .send({ id: `dm-prod~${key}`, name: 'first' })
      .expect(201);
    const again = await stage
      .call('post', '/jobs')
      .send({ id: `dm-prod~${key}`, name: 'second' })
      .expect(200);
    expect(again.body.name).toBe('first');
    expect(again.headers['location']).toBe(`/jobs/dm-prod~${key}`);
  });

  it('finds the job that an upstream address names', async () => {
    const response = await stage
      .call('post', '/jobs')
      .send({ connection: 'hmc-lab', url: `https://hmc.example:6794/api/jobs/${HMC_KEY}` })
      .expect(201);
    expect(response.body.id).toBe(`hmc-lab~${HMC_KEY}`);
  });

  it('keeps labels whatever they are called', async () => {
    const labels = { constructor: 'a', toString: 'b', hasOwnProperty: 'c' };
    const response = await stage
      .call('post', '/jobs')
      .send({ connection: 'dm-prod', key: freshKey(), labels })
      .expect(201);
    expect(response.body.labels).toEqual(labels);
  });

  it.each([
    ['no way', {}, undefined],
    ['a way without its connection', { key: '9' }, undefined],
    ['two ways', { connection: 'dm-prod', key: '9', url: '/rest/job-execution/9' }, undefined],
    ['an id and a key', { id: 'dm-prod~9', connection: 'dm-prod', key: '9' }, undefined],
    ['null alone', { id: null }, undefined],
    ['an address of elsewhere', { connection: 'dm-prod', url: 'https://elsewhere.example/9' }, '/url'],
    ['an id that is a number', { id: 9 }, '/id'],
    ['an unknown member', { id: 'dm-prod~9', color: 'red' }, '/color'],
    ['members that every object has', { id: 'dm-prod~9', constructor: 1, hasOwnProperty: 2 }, '/constructor'],
    ['a member with a slash and a tilde', { 'a/b~c': 1 }, '/a~1b~0c'],
    ['a label that is a list', { id: 'dm-prod~9', labels: { team: ['bi'] } }, '/labels'],
    ['a label without a name', { id: 'dm-prod~9', labels: { '': 'x' } }, '/labels'],
    ['a deadline on no day', { id: 'dm-prod~9', deadline: '2026-02-30T00:00:00Z' }, '/deadline'],
    ['a list', [], ''],
    ['a number', 5, ''],
  ])('refuses %s', async (_, body, pointer) => {
    const response = await stage
      .call('post', '/jobs')
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(body));
    expect(response.status).toBe(400);
    expect(response.body.code).toBe('invalid-request');
    if (pointer !== undefined) expect(response.body.errors[0].pointer).toBe(pointer);
  });

  it('refuses a member that would change what an object is', async () => {
    for (const body of ['{"__proto__":{}}', '{"id":"dm-prod~9","labels":{"__proto__":"x"}}']) {
      await stage.call('post', '/jobs').set('Content-Type', 'application/json').send(body).expect(400);
    }
  });

  it('refuses a number that would become another one', async () => {
    const send = (number: string) =>
      stage.call('post', '/jobs').set('Content-Type', 'application/json').send(`{"id":"dm-prod~9","labels":${number}}`);
    for (const number of ['9007199254740993', '-9007199254740993', '1e400']) {
      const { body } = await send(number).expect(400);
      expect(body.errors).toBeUndefined();
    }
    const { body } = await send('9007199254740991').expect(400);
    expect(body.errors).toMatchObject([{ pointer: '/labels' }]);
  });

  it('needs the scope for it', async () => {
    const response = await stage.call('post', '/jobs', READER_KEY).send({ id: 'dm-prod~9' }).expect(403);
    expect(response.headers['www-authenticate']).toContain('error="insufficient_scope", scope="jobs:track"');
  });
});

describe('describing and untracking', () => {
  it('merges labels, and removes those that are null', async () => {
    const { key } = await stage.has(seenNow(runningRecord, { labels: { team: 'bi', stage: 'test' }, name: 'old' }));
    const response = await stage
      .call('patch', `/jobs/dm-prod~${key}`)
      .set('Content-Type', 'application/merge-patch+json')
      .send(JSON.stringify({ name: null, labels: { stage: null, owner: 'ada' } }))
      .expect(200);
    expect(response.body).toMatchObject({ name: null, labels: { team: 'bi', owner: 'ada' }, revision: 3 });
    expect(response.headers['etag']).toBe('W/"3"');
  });

  it('[track.labels] limits the labels of a job to those of one request', async () => {
    const labels = (from: number) =>
      Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`label-${from + index}`, 'x']));
    const { key } = await stage.has(seenNow(runningRecord, { labels: labels(0) }));
    await stage
      .call('patch', `/jobs/dm-prod~${key}`)
      .send({ labels: labels(32) })
      .expect(400);
    await stage
      .call('patch', `/jobs/dm-prod~${key}`)
      .send({ labels: labels(0) })
      .expect(200);
  });

  it('forgets a job, and everything about it', async () => {
    const { key } = await stage.has(seenNow(endedRecord));
    await stage.call('delete', `/jobs/dm-prod~${key}`).expect(204);
    await stage.call('delete', `/jobs/dm-prod~${key}`).expect(404);
    await stage.call('patch', `/jobs/dm-prod~${key}`).send({ name: 'x' }).expect(404);
    for (const part of ['history', 'result', 'explain'])
      await stage.call('get', `/jobs/dm-prod~${key}/${part}`).expect(404);
  });
});
