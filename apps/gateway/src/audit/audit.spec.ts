import { createHash } from 'node:crypto';
import { DATAMEER_KEY, GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { freshKey, runningRecord, seenNow } from '../../test/records.js';
import type { AuditEntryDto, AuditPageDto } from './audit.dto.js';

const HMC_ID = 'hmc-lab~86e44546-107f-11e1-bde0-0010184c8334';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);
afterAll(() => stage.close());

async function audit(query = '', key?: string): Promise<AuditPageDto> {
  return (await stage.call('get', `/audit${query}`, key).expect(200)).body as AuditPageDto;
}
const told = ({ caller, action, connection, job, status, outcome }: AuditEntryDto) =>
  [caller, action, connection, job, status, outcome] as const;

const about = ({ entries }: AuditPageDto) =>
  new Set(entries.flatMap(({ connection, connections }) => connections ?? [connection]));

describe('the audit', () => {
  it('records caller, action and outcome, also of refusals, and no bodies', async () => {
    const id = `dm-prod~${freshKey()}`;
    await stage.call('post', '/jobs').send({ id, name: 'private-name' }).expect(201);
    await stage.call('post', '/jobs').send({ connection: 'dm-prod', key: 'no key', name: 'private-name' }).expect(400);
    await stage
      .call('patch', `/jobs/${id}`)
      .send({ labels: { team: 'private-label' } })
      .expect(200);
    await stage.call('post', `/jobs/${id}/cancel`, READER_KEY).expect(403);
    await stage.call('delete', `/jobs/${id}/upstream`).expect(409);
    await stage.call('delete', `/jobs/${id}`).expect(204);
    await stage.call('post', '/connections/dm-prod/jobs').send({ secret: 'private-member' }).expect(400);
    await stage.call('post', '/jobs', null).send({ id }).expect(401);
    await stage.call('get', `/jobs/${id}?view=nothing`);
    const { entries, nextCursor } = await audit();
    expect(entries.map(told)).toEqual([
      ['operator', 'start', 'dm-prod', null, 400, 'invalid-request'],
      ['operator', 'untrack', 'dm-prod', id, 204, null],
      ['operator', 'delete-upstream', 'dm-prod', id, 409, 'job-not-ended'],
      ['reader', 'cancel', 'dm-prod', id, 403, 'missing-scope'],
      ['operator', 'describe', 'dm-prod', id, 200, null],
      ['operator', 'track', 'dm-prod', null, 400, 'invalid-job-id'],
      ['operator', 'track', 'dm-prod', id, 201, null],
    ]);
    expect(nextCursor).toBeNull();
    expect(JSON.stringify(entries)).not.toContain('private');
  });

  it('records subscriptions, without their URLs', async () => {
    const url = 'https://hooks.example/private-path';
    const made = await stage.call('post', '/webhooks').send({ url }).expect(201);
    const { id } = made.body as { id: string };
    await stage.call('post', `/webhooks/${id}/rotate`).expect(200);
    await stage.call('delete', `/webhooks/${id}`).expect(204);
    const { entries } = await audit('?action=subscribe,rotate-secret,unsubscribe');
    expect(entries.map(told)).toEqual([
      ['operator', 'unsubscribe', null, null, 204, null],
      ['operator', 'rotate-secret', null, null, 200, null],
      ['operator', 'subscribe', null, null, 201, null],
    ]);
    expect(JSON.stringify(entries)).not.toContain('private');
  });

  it('[access.audit] records the subscription, and its connections before and after', async () => {
    const url = 'https://hooks.example/private-path';
    const { body } = await stage
      .call('post', '/webhooks')
      .send({ url, connection: ['dm-prod'] })
      .expect(201);
    const { id } = body as { id: string };
    await stage
      .call('patch', `/webhooks/${id}`)
      .send({ connection: ['hmc-lab'] })
      .expect(200);
    await stage.call('delete', `/webhooks/${id}`, DATAMEER_KEY).expect(404);
    await stage
      .call('patch', `/webhooks/${id}`)
      .send({ connection: ['dm-prod'] })
      .expect(200);
    await stage.call('post', `/webhooks/${id}/rotate`, DATAMEER_KEY).expect(403);
    await stage.call('post', `/webhooks/${id}/test`).expect(202);
    await stage.call('patch', `/webhooks/${id}`).send({ connection: null }).expect(200);
    const line = ({ action, webhook, connections, status }: AuditEntryDto) => [action, webhook, connections, status];
    const told = async (key?: string) =>
      (await audit('?limit=200', key)).entries.filter(({ webhook }) => webhook === id).map(line);
    const ofDatameer = [
      ['test-webhook', id, ['dm-prod'], 202],
      ['rotate-secret', id, ['dm-prod'], 403],
      ['subscribe', id, ['dm-prod'], 201],
    ];
    expect(await told()).toEqual([
      ['change-subscription', id, ['dm-prod', '*'], 200],
      ...ofDatameer.slice(0, 2),
      ['change-subscription', id, ['hmc-lab', 'dm-prod'], 200],
      ['unsubscribe', id, null, 404],
      ['change-subscription', id, ['dm-prod', 'hmc-lab'], 200],
      ...ofDatameer.slice(2),
    ]);
    // Callers who do not see all of its connections receive nothing of it.
    expect(await told(DATAMEER_KEY)).toEqual(ofDatameer);
    const filtered = (await audit('?connection=hmc-lab')).entries.filter(({ webhook }) => webhook === id);
    expect(filtered.map(({ action }) => action)).toEqual(['change-subscription', 'change-subscription']);
  });

  it('has written an answer down before it is sent', async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    await Promise.all(
      Array.from({ length: 20 }, async (_, nth) => {
        await stage.call('patch', `/jobs/${id}`).send({ name: String(nth) });
      }),
    );
    expect((await audit('?action=describe&limit=200')).entries.filter(({ job }) => job === id)).toHaveLength(20);
  });

  it('is filtered, and read page by page', async () => {
    await stage.call('post', `/jobs/${HMC_ID}/cancel`, READER_KEY).expect(403);
    expect((await audit('?caller=reader&connection=hmc-lab')).entries.map(told)).toEqual([
      ['reader', 'cancel', 'hmc-lab', HMC_ID, 403, 'missing-scope'],
    ]);
    expect((await audit(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).entries).toEqual([]);
    const all = (await audit('?limit=200')).entries;
    const pages: AuditEntryDto[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AuditPageDto = await audit(`?limit=4${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.entries);
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(all);
  });

  it('[access.audit, access.scope-admin] is for admins, each of whom sees what concerns their connections', async () => {
    await stage.call('post', '/jobs').send({ id: 'nonsense' }).expect(400);
    expect((await stage.call('get', '/audit', READER_KEY).expect(403)).body.code).toBe('missing-scope');
    const narrow = await audit('?limit=200', DATAMEER_KEY);
    expect(about(narrow)).toEqual(new Set(['dm-prod']));
    for (const refused of [true, false]) {
      await stage.call('delete', '/jobs/hmc-lab~1', READER_KEY).expect(403);
      const apart = about(await audit(`?limit=200&refused=${refused}`, DATAMEER_KEY));
      expect([refused, apart]).toEqual([refused, new Set(['dm-prod'])]);
      expect(about(await audit(`?limit=200&refused=${refused}`))).toContain('hmc-lab');
    }
    expect(about(await audit('?limit=200'))).toEqual(new Set(['dm-prod', 'hmc-lab', '*', null]));
  });

  it('[access.audit-origin] records key, address and request id', async () => {
    await stage.call('post', '/jobs').send({ connection: 'dm-prod', key: freshKey() }).expect(201);
    const [entry] = (await audit('?action=track&limit=1')).entries;
    expect(entry).toMatchObject({
      ...{ fingerprint: createHash('sha256').update(KEY).digest('hex').slice(0, 8), address: '127.0.0.1', count: 1 },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each(['limit=0', 'limit=x', 'since=yesterday', 'refused=perhaps', 'color=red', 'cursor=x', 'cursor='])(
    'refuses ?%s',
    async (query) => {
      await stage.call('get', `/audit?${query}`).expect(400);
    },
  );
});
