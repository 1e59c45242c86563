import { DATAMEER_KEY, GatewayStage, READER_KEY } from '../../test/gateway.stage.js';
import { endedRecord, freshKey, recordOf, runningRecord, seenNow } from '../../test/records.js';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

const ofHmc = (nth: number) =>
  recordOf({
    id: `hmc-lab~86e44546-107f-11e1-bde0-00000000000${nth}`,
    connection: 'hmc-lab',
    provider: 'ibm-hmc',
    key: `86e44546-107f-11e1-bde0-00000000000${nth}`,
  });

describe('GET /jobs/summary', () => {
  const summary = async (query: string, key?: string) =>
    (await stage.call('get', `/jobs/summary${query}`, key).expect(200)).body;

  beforeAll(async () => {
    await stage.isCaredFor('hmc-lab');
    for (let nth = 0; nth < 3; nth += 1) await stage.has(seenNow(runningRecord));
    await stage.has(seenNow(endedRecord));
    await stage.has(ofHmc(1));
    await stage.has(ofHmc(2));
  });

  it('[summary.groups] counts by connection and state by default, and names stale connections', async () => {
    expect(await summary('')).toEqual({
      groups: [
        { connection: 'dm-prod', state: 'running', count: 3 },
        { connection: 'dm-prod', state: 'succeeded', count: 1 },
        { connection: 'hmc-lab', state: 'unknown', count: 2 },
      ],
      total: 6,
      complete: false,
      unreachable: ['dm-prod'],
    });
  });

  it.each([
    ['?groupBy=state', ['unknown 2', 'running 3', 'succeeded 1']],
    ['?groupBy=provider', ['datameer 4', 'ibm-hmc 2']],
    ['?groupBy=connection&state=active', ['dm-prod 3', 'hmc-lab 2']],
    ['?groupBy=connection&state=terminal', ['dm-prod 1']],
    ['?groupBy=state&connection=hmc-lab', ['unknown 2']],
    ['?groupBy=state&provider=datameer,otc-ims', ['running 3', 'succeeded 1']],
    ['?groupBy=state&connection=nowhere', []],
  ])('[summary.groups] counts %s', async (query, expected) => {
    const { groups, total } = await summary(query);
    const counted = groups.map((group: Record<string, unknown>) => Object.values(group).join(' '));
    expect(counted).toEqual(expected);
    expect(total).toBe(groups.reduce((sum: number, { count }: { count: number }) => sum + count, 0));
  });

  it('[access.hidden-in-counts] counts the connections of the caller alone', async () => {
    expect(await summary('?groupBy=connection', DATAMEER_KEY)).toEqual({
      groups: [{ connection: 'dm-prod', count: 4 }],
      total: 4,
      complete: false,
      unreachable: ['dm-prod'],
    });
    expect(await summary('?connection=hmc-lab', DATAMEER_KEY)).toEqual({
      groups: [],
      total: 0,
      complete: true,
      unreachable: [],
    });
  });

  it('wants a key, and is no id of a job', async () => {
    await stage.call('get', '/jobs/summary', null).expect(401);
    await stage.call('head', '/jobs/summary').expect(200);
    const { body } = await stage.call('get', '/jobs/summary?groupBy=team').expect(400);
    expect(body).toMatchObject({ code: 'invalid-request', errors: [{ pointer: '?groupBy' }] });
  });
});

describe('POST /jobs/batch', () => {
  const batch = (body: object, key?: string) => stage.call('post', '/jobs/batch', key).send(body);

  it('[batch.items] reads each job on its own, in the order asked for', async () => {
    const running = await stage.has(seenNow(runningRecord, { name: 'Täglich – 日次' }));
    const ended = await stage.has(seenNow(endedRecord));
    const { body } = await batch({ ids: [ended.id, 'dm-prod~987654', running.id, ended.id] }, READER_KEY).expect(200);
    const single = async (id: string) => (await stage.call('get', `/jobs/${id}`).expect(200)).body;
    expect(body).toEqual({
      items: [
        { id: ended.id, status: 200, job: await single(ended.id) },
        { id: 'dm-prod~987654', status: 404 },
        { id: running.id, status: 200, job: await single(running.id) },
        { id: ended.id, status: 200, job: await single(ended.id) },
      ],
    });
  });

  it('[batch.if-revision] leaves out what the caller has already, and sends what is newer', async () => {
    const old = await stage.has(seenNow(runningRecord));
    const { id, revision } = await stage.has(seenNow(endedRecord));
    const ifRevision = { [id]: revision, [old.id]: old.revision - 1, 'dm-prod~nobody': 3 };
    const { body } = await batch({ ids: [id, old.id], ifRevision }).expect(200);
    expect(body.items).toMatchObject([
      { id, status: 304 },
      { id: old.id, status: 200, job: { revision: old.revision } },
    ]);
    expect(body.items[0]).not.toHaveProperty('job');
  });

  it('[batch.missing] does not distinguish hidden jobs, unknown jobs and invalid ids', async () => {
    const { id } = await stage.has(ofHmc(3));
    const ids = [id, 'nowhere~9', 'no id at all', 'dm-prod~', '', 'é~"\u2028', `dm-prod~${'9'.repeat(600)}`];
    const { body } = await batch({ ids }, DATAMEER_KEY).expect(200);
    expect(body.items).toEqual(ids.map((one) => ({ id: one, status: 404 })));
  });

  it('[batch.no-upstream] tracks nothing', async () => {
    const key = freshKey();
    await batch({ ids: [`dm-prod~${key}`] }).expect(200);
    expect(await stage.store.jobs.read({ connection: 'dm-prod', key })).toBeNull();
  });

  it('sees the change of a job at once, and its end here', async () => {
    const { id, key, connection } = await stage.has(seenNow(runningRecord));
    const statusOf = async () => (await batch({ ids: [id] }).expect(200)).body.items[0];
    expect(await statusOf()).toMatchObject({ status: 200, job: { labels: {} } });
    await stage
      .call('patch', `/jobs/${id}`)
      .send({ labels: { team: 'bi' } })
      .expect(200);
    expect(await statusOf()).toMatchObject({ status: 200, job: { labels: { team: 'bi' } } });
    await stage.store.jobs.remove({ connection, key });
    expect(await statusOf()).toEqual({ id, status: 404 });
  });

  it('[batch.limit] takes 200 ids and none at all', async () => {
    const ids = Array.from({ length: 200 }, () => `dm-prod~${freshKey()}`);
    expect((await batch({ ids }).expect(200)).body.items).toHaveLength(200);
    expect((await batch({ ids: [] }).expect(200)).body).toEqual({ items: [] });
  });

  it.each([
    ['no ids', {}, '/ids'],
    ['one id', { ids: 'dm-prod~9' }, '/ids'],
    ['numbers', { ids: [9] }, '/ids'],
    ['201 ids', { ids: Array.from({ length: 201 }, () => 'dm-prod~9') }, '/ids'],
    ['a list of revisions', { ids: [], ifRevision: [1] }, '/ifRevision'],
    ['half a revision', { ids: [], ifRevision: { 'dm-prod~9': 0.5 } }, '/ifRevision'],
    ['a revision in words', { ids: [], ifRevision: { 'dm-prod~9': '3' } }, '/ifRevision'],
    ['something else', { ids: [], fields: ['state'] }, '/fields'],
  ])('refuses %s', async (_, body, pointer) => {
    const response = await batch(body).expect(400);
    expect(response.body).toMatchObject({ code: 'invalid-request', errors: [{ pointer }] });
  });

  it('wants a key', async () => {
    await stage.call('post', '/jobs/batch', null).send({ ids: [] }).expect(401);
  });
});
