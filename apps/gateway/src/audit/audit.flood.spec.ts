import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { freshKey, runningRecord } from '../../test/records.js';
import type { AuditEntryDto, AuditPageDto } from './audit.dto.js';
import { AuditReporter } from './audit.reports.js';

jest.setTimeout(120_000);

const TRACKER_KEY = 'test-key-of-the-tracker';
const FLOOD = 300;

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const key = (name: string, text: string, scopes: string[]) => ({
  ...{ name, scopes },
  sha256: digestOf(text),
  connections: ['*'],
});

describe('the audit under a flood of requests', () => {
  let stage: GatewayStage;
  let job: string;
  let lately: string;

  beforeAll(async () => {
    const keys = [
      key('operator', KEY, ['admin']),
      key('reader', READER_KEY, ['jobs:read']),
      key('tracker', TRACKER_KEY, ['jobs:track']),
    ];
    stage = await GatewayStage.open({ access: { keys } });
    job = (await stage.has(runningRecord({ key: freshKey() }))).id;
    await stage.call('post', '/jobs').send({ connection: 'dm-prod', key: freshKey() }).expect(201);
    await stage.call('post', `/jobs/${job}/cancel`).expect(202);
    await fill();
    lately = `since=${new Date().toISOString()}`;
  }, 120_000);
  afterAll(() => stage.close());

  /** As earlier versions wrote it, until there is room for hardly anything. */
  async function fill(): Promise<void> {
    const { redis, keys } = stage.store;
    for (let written = 0; written < 99_900; written += 4_995) {
      const batch = redis.pipeline();
      for (let nth = 0; nth < 4_995; nth += 1) {
        batch.xadd(keys.audit(), '*', 'at', '1', 'caller', 'earlier', 'action', 'track', 'status', '201');
      }
      await batch.exec();
    }
  }

  async function all(query: string): Promise<AuditEntryDto[]> {
    const entries: AuditEntryDto[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await stage.call('get', `/audit?limit=200&${query}${cursor && `&cursor=${cursor}`}`).expect(200);
      const page = body as AuditPageDto;
      entries.push(...page.entries);
      cursor = page.nextCursor;
    }
    return entries;
  }
  const actsOfOperator = async () => (await all('caller=operator')).map(({ action }) => action);

  async function flood(call: (nth: number) => PromiseLike<unknown>): Promise<void> {
    for (let nth = 0; nth < FLOOD; nth += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, part) => call(nth + part)));
    }
  }

  it('[access.audit-apart] keeps commands, however many refusals a caller without rights causes', async () => {
    await flood(() => stage.call('delete', `/jobs/${job}`, READER_KEY).expect(403));
    expect(await actsOfOperator()).toEqual(['cancel', 'track']);
  });

  it('[access.audit-refusals] has some of many refusals, and the number of the others', async () => {
    const { length } = await all(`caller=reader&${lately}`);
    await flood(() => stage.call('post', `/jobs/${job}/cancel`, READER_KEY).expect(403));
    await stage.app.get(AuditReporter).flush();
    const refusals = await all(`caller=reader&refused=true&${lately}`);
    expect(refusals.length).toBeLessThanOrEqual(length + 12);
    expect(refusals.reduce((sum, { count }) => sum + count, 0)).toBe(2 * FLOOD);
    expect(refusals[0]).toMatchObject({
      ...{ action: 'cancel', connection: 'dm-prod', job, status: 403, outcome: 'missing-scope' },
      ...{ fingerprint: digestOf(READER_KEY).slice(0, 8), address: '127.0.0.1', requestId: null },
    });
    expect(await all(`caller=reader&refused=false&${lately}`)).toEqual([]);
  });

  it('[access.audit-apart] keeps upstream commands, however much a caller with the scope for tracking does', async () => {
    await flood((nth) =>
      stage
        .call('patch', `/jobs/${job}`, TRACKER_KEY)
        .send({ name: `${nth}` })
        .expect(200),
    );
    expect((await all(`caller=tracker&${lately}`)).length).toBe(FLOOD);
    expect(await actsOfOperator()).toContain('cancel');
  });
});
