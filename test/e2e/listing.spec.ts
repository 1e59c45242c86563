import { jest } from '@jest/globals';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

interface JobList {
  jobs: ReadJob[];
  nextCursor: string | null;
  complete: boolean;
  unreachable: string[];
}

const ENDED = 23;
const RUNNING = 9;

describe('GET /jobs', () => {
  let stage: Stage;
  let client: StageClient;
  let before: string;
  let warned: string;
  let failed: string;
  let odd: string;
  let pointer: string;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
    before = new Date().toISOString();
    const { simulator } = stage;
    const ended = await simulator.of('ibm-hmc').addAll([{ copies: ENDED, durationMs: 0, outcome: 'succeeded' }]);
    const running = await simulator
      .of('otc-ims')
      .addAll([{ copies: RUNNING, durationMs: 1, outcome: 'stuck', operation: 'exportImageJob', progress: false }]);
    const [warnedKey, failedKey] = await simulator.of('datameer').addAll([
      { durationMs: 0, outcome: 'warning' },
      { durationMs: 0, outcome: 'failed' },
    ]);
    const oddKey = await simulator
      .of('hitachi-analyzer')
      .add({ durationMs: 1, outcome: 'stuck', rawStatus: 'perhaps' });
    [warned, failed, odd, pointer] = [
      `dm-prod~${warnedKey}`,
      `dm-prod~${failedKey}`,
      `analyzer~${oddKey}`,
      'sbc-edge~last',
    ];
    const ids = [...ended.map((key) => `hmc-lab~${key}`), ...running.map((key) => `otc-prod~${key}`)];
    await Promise.all(
      [...ids, warned, failed, odd, pointer].map((id, nth) =>
        client.track({ id, labels: { half: nth % 2 === 0 ? 'even' : 'odd', all: 'yes' }, name: `Job no. ${nth}` }),
      ),
    );
    await eventually(async () => {
      expect(await count('state=succeeded')).toBe(ENDED + 1);
      expect(await count('state=running')).toBe(RUNNING);
      expect(await count('observation=never')).toBe(0);
    });
  });
  afterAll(() => stage?.close());

  async function list(query: string): Promise<JobList> {
    const answer = await client.get<JobList>(`/jobs?${query}`);
    expect(answer).toMatchObject({ status: 200, body: { complete: true, unreachable: [] } });
    return answer.body;
  }
  const ids = async (query: string) => (await list(`${query}&limit=200`)).jobs.map(({ id }) => id);
  const count = async (query: string) => (await ids(query)).length;

  it('[list.body, list.sort] shows jobs as the job resource shows them, latest change first', async () => {
    const { jobs, nextCursor } = await list('limit=200');
    expect(jobs).toHaveLength(ENDED + RUNNING + 4);
    expect(nextCursor).toBeNull();
    const changes = jobs.map(({ changedAt }) => changedAt!);
    expect(changes).toEqual([...changes].sort().reverse());
    expect(jobs.find(({ id }) => id === warned)).toEqual(await client.job(warned));
  });

  it.each([1, 7, 50])(
    '[list.cursor] is read to its end in pages of %i without a gap and without a double',
    async (limit) => {
      const whole = await ids('connection=hmc-lab');
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: JobList = await list(`connection=hmc-lab&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(page.jobs.length).toBeLessThanOrEqual(limit);
        seen.push(...page.jobs.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(whole);
      expect(new Set(seen).size).toBe(ENDED);
    },
  );

  it('[list.cursor] is read in pages across connections, also with a filter', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: JobList = await list(`label=half:even&limit=4${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.jobs.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual((await ids('label=half:even')).toSorted());
    expect(seen).toHaveLength(Math.ceil((ENDED + RUNNING + 4) / 2));
  });

  it.each([
    ...(['changedAt', '-startedAt', 'startedAt', '-endedAt', 'endedAt', 'createdAt', '-createdAt'] as const),
    ...(['-trackedAt', 'trackedAt', 'name', '-name'] as const),
  ])('[list.sort-others] is read to its end when sorted by %s', async (sort) => {
    const member = sort.replace('-', '') as 'changedAt' | 'startedAt' | 'endedAt' | 'createdAt' | 'trackedAt' | 'name';
    const seen: ReadJob[] = [];
    let cursor: string | null = null;
    do {
      const page: JobList = await list(`sort=${sort}&limit=7${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.jobs);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.map(({ id }) => id).toSorted()).toEqual((await ids('')).toSorted());
    const moments = seen.map((job) => job[member]).filter((moment) => moment !== null);
    const inOrder = moments.toSorted();
    expect(moments).toEqual(sort.startsWith('-') ? inOrder.reverse() : inOrder);
  });

  it.each([
    ['list.filter-connection', 'connection=otc-prod', () => RUNNING],
    ['list.filter-connection', 'connection=otc-prod,hmc-lab', () => RUNNING + ENDED],
    ['list.filter-connection', 'connection=otc-prod&connection=hmc-lab', () => RUNNING + ENDED],
    ['list.filter-connection', 'connection=no-such-connection', () => 0],
    ['list.filter-provider', 'provider=datameer', () => 2],
    ['list.filter-kind', 'kind=pointer', () => 1],
    ['list.filter-kind', 'kind=run', () => ENDED + RUNNING + 3],
    ['list.filter-state', 'state=succeeded', () => ENDED + 1],
    ['list.filter-state', 'state=failed,running', () => RUNNING + 1],
    ['list.filter-terminal', 'state=terminal', () => ENDED + 2],
    ['list.filter-active', 'state=active', () => RUNNING + 1],
    ['list.filter-state', 'state=idle', () => 1],
    ['list.filter-attention', 'state=attention', () => 1],
    ['list.filter-attention', 'state=attention,failed', () => 2],
    ['list.filter-severity', 'severity=warning', () => 1],
    ['list.filter-severity', 'severity=error', () => 1],
    ['list.filter-observation', 'observation=stale', () => 1],
    ['list.filter-observation', 'observation=fresh', () => ENDED + RUNNING + 3],
    ['list.filter-operation', 'operation=exportImageJob', () => RUNNING],
    ['list.filter-label', 'label=all:yes', () => ENDED + RUNNING + 4],
    ['list.filter-label', 'label=all:yes&label=half:none', () => 0],
    ['list.filter-q', 'q=EXPORTIMAGE', () => RUNNING],
    ['list.filter-q', 'q=no.%200', () => 1],
    ['list.filter-connection', 'connection=otc-prod&state=running&label=all:yes', () => RUNNING],
    ['list.filter-connection', 'connection=otc-prod&state=succeeded', () => 0],
  ])('[%s] narrows by %s', async (_, query, expected) => {
    expect(await count(query)).toBe(expected());
  });

  it('[list.filter-updated-since, list.filter-started-after, list.filter-started-before] narrows by times', async () => {
    const all = ENDED + RUNNING + 4;
    const [now, later] = [new Date().toISOString(), new Date(Date.now() + 60_000).toISOString()];
    expect(await count(`updatedSince=${before}`)).toBe(all);
    expect(await count(`updatedSince=${later}`)).toBe(0);
    const started = (await list('limit=200')).jobs.filter(({ startedAt }) => startedAt !== null).length;
    expect(started).toBeGreaterThanOrEqual(RUNNING);
    expect(await count(`startedBefore=${later}`)).toBe(started);
    expect(await count(`startedAfter=${later}`)).toBe(0);
    expect(await count(`startedAfter=2000-01-01T00:00:00Z&startedBefore=${now}`)).toBe(started);
  });

  it('[summary.groups] counts what it lists', async () => {
    const answer = await client.get('/jobs/summary?groupBy=connection&state=terminal');
    expect(answer).toMatchObject({ status: 200, body: { total: await count('state=terminal'), complete: true } });
    expect(answer.body['groups']).toEqual([
      { connection: 'hmc-lab', count: ENDED },
      { connection: 'dm-prod', count: 2 },
    ]);
  });

  it('[batch.items, batch.if-revision, batch.missing, batch.no-upstream] reads many at once as it reads each, and asks no upstream for those that it does not know', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    await hmc.resetCalls();
    const stranger = 'hmc-lab~86e44546-107f-11e1-bde0-0010184c8334';
    const { revision } = await client.job(failed);
    const answer = await client.post('/jobs/batch', {
      ids: [warned, stranger, failed],
      ifRevision: { [failed]: revision },
    });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body['items']).toEqual([
      { id: warned, status: 200, job: await client.job(warned) },
      { id: stranger, status: 404 },
      { id: failed, status: 304 },
    ]);
    expect((await hmc.calls()).total).toBe(0);
  });

  it('[list.filter-attention] says which job needs attention', async () => {
    expect(await ids('state=attention')).toEqual([odd]);
    expect(await ids('state=failed')).toEqual([failed]);
    expect(await ids('kind=pointer')).toEqual([pointer]);
  });

  it('[list.index-only] asks no upstream', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    await hmc.resetCalls();
    for (let nth = 0; nth < 20; nth += 1) await list('connection=hmc-lab&limit=200');
    expect((await hmc.calls()).total).toBe(0);
  });

  it.each([
    ['an unknown parameter', 'stat=running', '?stat'],
    ['an unknown state', 'state=done', '?state'],
    ['a limit that is no number', 'limit=ten', '?limit'],
    ['a limit of none', 'limit=0', '?limit'],
    ['a time that is none', 'updatedSince=yesterday', '?updatedSince'],
    ['a label without a value', 'label=team', '?label'],
  ])('[list.unknown-parameter, problem.errors] refuses %s and says where', async (_, query, pointer) => {
    const answer = await client.get(`/jobs?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body['errors']).toMatchObject([{ pointer, detail: expect.any(String) }]);
  });

  it('[list.bad-cursor] refuses a cursor that it has not given', async () => {
    expect(await client.get('/jobs?cursor=abc')).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });

  it('moves a job to the front when it changes, and into the list of its new state', async () => {
    const otc = stage.simulator.of('otc-ims');
    const id = (await ids('connection=otc-prod')).at(-1)!;
    await otc.change(id.slice('otc-prod~'.length), { endsInMs: 0, outcome: 'failed' });
    await reaches(client, id, { state: 'failed' });
    expect((await ids('connection=otc-prod'))[0]).toBe(id);
    expect(await ids('connection=otc-prod&state=failed')).toEqual([id]);
    expect(await count('connection=otc-prod&state=running')).toBe(RUNNING - 1);
  });
});
