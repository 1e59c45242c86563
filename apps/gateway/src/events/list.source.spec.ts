import { Caller } from '#libs/access';
import { GatewayStage } from '../../test/gateway.stage.js';
import { endedRecord } from '../../test/records.js';
import { parseJobListQuery } from '../jobs/job-list.query.js';
import { JobLister } from '../jobs/job.lister.js';
import { listSource } from './list.source.js';

const LONG = { text: 'x'.repeat(15_800) };
const JOBS = 120;
/** In bytes: what one reader who reads nothing may have a gateway hold. */
const MAX_AT_ONCE = 512 * 1024;

describe('a snapshot of a list', () => {
  let stage: GatewayStage;

  beforeAll(async () => {
    stage = await GatewayStage.open();
    for (let nth = 0; nth < JOBS; nth += 1) {
      const times = { changedAt: Date.now() - nth * 1_000, expiresAt: Date.now() + 3_600_000 };
      await stage.has(
        endedRecord({ ...times, key: `${1_000 + nth}`, result: { bytes: 15_811, digest: 'd', inline: LONG } }),
      );
      const small = { ...times, id: `hmc-lab~${nth}`, connection: 'hmc-lab', key: `${nth}` };
      for (const part of [0, 1, 2]) {
        await stage.has(endedRecord({ ...small, id: `${small.id}${part}`, key: `${nth}${part}`, result: null }));
      }
    }
  }, 60_000);
  afterAll(() => stage?.close());

  async function pagesOf(connection: string): Promise<{ id: string; body: string }[][]> {
    const caller = new Caller({ name: 'reader', scopes: ['jobs:read'], connections: ['*'] });
    const source = listSource(stage.app.get(JobLister), parseJobListQuery({}), [connection], caller);
    const pages = [];
    for await (const page of source.snapshot()) pages.push([...page]);
    return pages;
  }

  it('comes in pieces that are short, however long its jobs are', async () => {
    const pages = await pagesOf('dm-prod');
    const lengths = pages.map((page) => page.reduce((sum, { body }) => sum + body.length, 0));
    expect(Math.max(...lengths)).toBeLessThan(MAX_AT_ONCE);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(JOBS);
  });

  it('comes in few pieces where its jobs are short', async () => {
    const pages = await pagesOf('hmc-lab');
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(3 * JOBS);
    expect(pages.length).toBeLessThan(6);
  });
});
