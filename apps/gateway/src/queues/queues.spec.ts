import type { GatewayConfiguration } from '#libs/config';
import { QueueInspection } from '#libs/requests';
import { eventually } from '../../../../test/stage/eventually.js';
import { DATAMEER_KEY, GatewayStage, KEY } from '../../test/gateway.stage.js';
import { QueueBoards } from './queue.boards.js';

const REQUESTS = '/queues/api/queues?activeQueue=dm-prod';

let stage: GatewayStage;
beforeAll(async () => (stage = await GatewayStage.open()), 30_000);
afterAll(() => stage.close());

const namesOn = (body: unknown) => (body as { queues: { name: string }[] }).queues.map(({ name }) => name);
const put = (connection: string, name: string, data: object) =>
  stage.app.get(QueueInspection).ofConnection(connection)[0].add(name, data);

describe('the board of the queues', () => {
  it('[gateway.queues] is a page about the queue of each connection, for callers with the scope admin', async () => {
    const request = await put('dm-prod', 'observe', { key: '9', askedAt: 1 });
    for (const path of ['/queues', '/queues/', '/queues/queue/dm-prod']) {
      const page = await stage.call('get', path).expect(200);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.text).toContain('<base href="/queues/" />');
      expect(page.text).toContain('Jobgate queues');
    }
    const { body } = await stage.call('get', REQUESTS).expect(200);
    expect(namesOn(body)).toEqual(['dm-prod', 'hmc-lab']);
    expect(body.queues[0]).toMatchObject({ readOnlyMode: true, allowRetries: false, counts: { waiting: 1 } });
    expect(body.queues[0].jobs).toMatchObject([{ id: request.id, name: 'observe', data: { key: '9', askedAt: 1 } }]);
    const one = await stage.call('get', `/queues/api/queues/dm-prod/${request.id}`).expect(200);
    expect(one.body).toMatchObject({ status: 'waiting', job: { data: { key: '9' } } });
    await request.remove();
  });

  it('[gateway.queues-of-tenants] shows a caller the queues of their connections, and of no other one', async () => {
    const request = await put('hmc-lab', 'observe', { key: 'theirs', askedAt: 1 });
    const { body, text } = await stage.call('get', REQUESTS, DATAMEER_KEY).expect(200);
    expect(namesOn(body)).toEqual(['dm-prod']);
    expect(text).not.toContain('hmc-lab');
    const parts = ['metrics', 'rate-limit', 'workers', 'default-job-options', 'job-data-schema', request.id!]
      .concat(`${request.id}/logs`, `${request.id}/flow`)
      .map((part) => `/queues/api/queues/hmc-lab/${part}`)
      .concat('/queues/api/job-schedulers?queueName=hmc-lab');
    for (const path of parts) {
      const hidden = await stage.call('get', path, DATAMEER_KEY);
      const absent = await stage.call('get', path.replace('hmc-lab', 'no-prod'), DATAMEER_KEY);
      expect([path, hidden.status, hidden.text.replaceAll('hmc-lab', 'no-prod')]).toEqual([
        path,
        absent.status,
        absent.text,
      ]);
      expect(hidden.text).not.toContain('theirs');
    }
    await stage.call('get', `/queues/api/queues/hmc-lab/${request.id}`).expect(200);
    await request.remove();
  });

  it('shows connections that were added while it runs, and none that were taken out', async () => {
    const shown = async (key: string) => {
      const names = namesOn((await stage.call('get', REQUESTS, key).expect(200)).body);
      return names.filter((name) => !name.endsWith(' (looks)'));
    };
    const having = (change: (before: GatewayConfiguration['connections']) => GatewayConfiguration['connections']) =>
      stage.reconfigure((before) => ({ ...before, connections: change(before.connections) }));
    having((before) => [...before, { ...before[0]!, name: 'dm-new' }]);
    expect(await shown(KEY)).toEqual(['dm-prod', 'hmc-lab', 'dm-new']);
    expect(await shown(DATAMEER_KEY)).toEqual(['dm-prod']);
    having((before) => before.filter(({ name }) => name === 'hmc-lab'));
    expect(await shown(KEY)).toEqual(['hmc-lab']);
    expect(await shown(DATAMEER_KEY)).toEqual([]);
    await stage.call('get', '/queues/api/queues/dm-prod/metrics').expect(404);
    having((before) => [{ ...before[0]!, name: 'dm-prod' }, ...before]);
  });

  it('[gateway.queues-read-only] changes nothing for any caller', async () => {
    const request = await put('dm-prod', 'observe', { key: '9', askedAt: 1 });
    const queue = '/queues/api/queues/dm-prod';
    const wishes = [`${queue}/${request.id}/clean`, `${queue}/${request.id}/retry`, `${queue}/${request.id}/promote`]
      .concat(`${queue}/pause`, `${queue}/empty`, `${queue}/obliterate`, `${queue}/add`, '/queues/api/queues/pause')
      .concat(`${queue}/${request.id}/update-data`, '/queues', '/queues/');
    for (const path of wishes) {
      for (const method of ['post', 'put', 'patch', 'delete'] as const) {
        const refused = await stage.call(method, path).send({ data: {}, force: true }).expect(405);
        expect(refused.headers['allow']).toBe('GET, HEAD, OPTIONS');
        expect(refused.body.code).toBe('method-not-allowed');
      }
    }
    const kept = await stage.app.get(QueueInspection).ofConnection('dm-prod')[0].getJob(request.id!);
    expect([kept?.data, await kept?.getState()]).toEqual([{ key: '9', askedAt: 1 }, 'waiting']);
    await request.remove();
  });

  it('[gateway.queues-no-secret] shows what was asked for, and neither bodies nor credentials nor where Redis is', async () => {
    const steps = [{ body: { 'admin-password': 'hush-hush' } }];
    const command = {
      does: 'start',
      steps,
      caller: 'night',
      command: 'x',
      expiresAt: 7,
      trace: { traceparent: 'hush-hush' },
    };
    const request = await stage.app
      .get(QueueInspection)
      .ofConnection('dm-prod')[0]
      .add('command', command, {
        deduplication: { id: 'hush-hush' },
      });
    await request.log('hush-hush');
    await request.updateProgress({ hush: 'hush-hush' });
    const key = `${stage.store.keys.queuePrefix('dm-prod')}:refresh:${request.id}`;
    const outcome = { result: 'refused', reason: 'invalid', code: 'E7', message: 'hush-hush' };
    await stage.store.redis.hset(key, 'returnvalue', JSON.stringify(outcome));
    await stage.store.redis.hset(key, 'failedReason', 'hush-hush', 'stacktrace', '["hush-hush"]');
    const texts: string[] = [];
    const one = `/queues/api/queues/dm-prod/${request.id}`;
    for (const path of ['/queues', REQUESTS, one, `${one}/logs`, `${one}/flow`]) {
      texts.push((await stage.call('get', path).expect(200)).text);
    }
    const { job } = (await stage.call('get', one)).body;
    expect(job).toMatchObject({
      data: { does: 'start', steps: 1, caller: 'night', expiresAt: 7 },
      returnValue: { result: 'refused', reason: 'invalid', code: 'E7' },
      failedReason: 'The log of the worker says why.',
      stacktrace: [],
    });
    for (const path of ['/queues/api/redis/stats', '/queues/api/queues/dm-prod/workers']) {
      expect((await stage.call('get', path).expect(404)).body.code).toBe('route-not-found');
    }
    const { port } = new URL(stage.redis.redis.url);
    for (const text of texts) expect(text).not.toMatch(new RegExp(`hush|${port}`));
    await request.remove();
  });

  it('shows the queues of a worker to callers who see all connections, and to each what was asked of theirs', async () => {
    await stage.store.heartbeats.report('looks.one-worker', 60_000);
    const [commands] = stage.app.get(QueueInspection).ofWorkers(['looks.one-worker']);
    const mine = await commands!.queue.add('command', { connection: 'dm-prod', does: 'list' });
    const other = await commands!.queue.add('command', { connection: 'hmc-lab', does: 'list' });
    const all = (await stage.call('get', REQUESTS).expect(200)).body;
    const shared = ['worker e-worker (commands)', 'worker e-worker (polls)'];
    expect(namesOn(all)).toEqual(['dm-prod', 'hmc-lab', ...shared]);
    expect(all.queues[0].jobs).toMatchObject([{ id: mine.id }]);
    expect(all.queues[0].counts.waiting).toBe(1);
    const some = (await stage.call('get', REQUESTS, DATAMEER_KEY).expect(200)).body;
    expect(namesOn(some)).toEqual(['dm-prod']);
    expect(some.queues[0].jobs).toMatchObject([{ id: mine.id }]);
    await stage.call('get', `/queues/api/queues/dm-prod/${other.id}`, DATAMEER_KEY).expect(404);
    await stage
      .call('get', `/queues/api/queues/${encodeURIComponent(shared[0]!)}/${mine.id}`, DATAMEER_KEY)
      .expect(404);
    await commands!.queue.obliterate({ force: true });
    await stage.store.heartbeats.end('looks.one-worker');
  });

  it('keeps the headers of all answers, and lets the page do what it needs', async () => {
    const page = await stage.call('get', '/queues').expect(200);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      vary: 'Authorization, X-API-Key',
    });
    expect(page.headers).not.toHaveProperty('x-powered-by');
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    const files = [...page.text.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const { headers } = await stage.call('get', `/queues/${file}`).expect(200);
      expect(headers).toMatchObject({ 'cache-control': 'private, max-age=3600', vary: 'Authorization, X-API-Key' });
      const etag = headers['etag'] as string;
      await stage.call('get', `/queues/${file}`).set('If-None-Match', etag).expect(304);
    }
    await stage.call('get', REQUESTS).set('If-None-Match', '*').expect(200);
    await stage.call('head', '/queues').expect(200);
  });

  it.each([
    ['/queues/nothing', 404, 'route-not-found'],
    ['/queues/static/nothing.js', 404, 'route-not-found'],
    ['/queues/static/../../package.json', 404, 'route-not-found'],
    ['/queues/static/..%2f..%2fpackage.json', 404, 'route-not-found'],
    ['/queues/%zz', 404, 'route-not-found'],
    ['/queues/api/queues/no-prod/1', 404, 'route-not-found'],
    ['/queues/api/queues/dm-prod/nothing', 404, 'route-not-found'],
    ['/queues/api/queues?page=x', 400, 'invalid-request'],
    ['/queues/api/queues?status=nothing', 400, 'invalid-request'],
    ['/queues/api/queues?activeQueue=%25', 400, 'invalid-request'],
  ])('answers %s with a problem', async (path, status, code) => {
    const { body, headers } = await stage.call('get', path).expect(status);
    expect(body).toMatchObject({ code, status });
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['cache-control']).toBe('no-store');
  });

  it('counts as one route, whatever is asked for there', async () => {
    for (const path of ['/queues', '/queues/made/up', REQUESTS]) await stage.call('get', path);
    const { text } = await stage.call('get', '/metrics').expect(200);
    const routes = new Set([...text.matchAll(/route="(\/queues[^"]*)"/g)].map((match) => match[1]));
    expect([...routes]).toEqual(['/queues']);
  });

  it('shows a hundred requests at most, however many are wanted', async () => {
    const queue = stage.app.get(QueueInspection).ofConnection('dm-prod')[0];
    await queue.addBulk(Array.from({ length: 120 }, (_, index) => ({ name: 'observe', data: { key: `k${index}` } })));
    const { body } = await stage.call('get', `${REQUESTS}&status=waiting&jobsPerPage=100000`).expect(200);
    expect(body.queues[0].counts.waiting).toBe(120);
    expect(body.queues[0].jobs).toHaveLength(100);
    await queue.obliterate({ force: true });
  });
});

describe('the boards', () => {
  it('are shared by callers who see the same, and the latest twenty are kept', async () => {
    const boards = stage.app.get(QueueBoards);
    const first = await boards.of(['dm-prod', 'hmc-lab'], true);
    expect(await boards.of(['dm-prod', 'hmc-lab'], true)).toBe(first);
    for (let index = 0; index < 19; index += 1) expect(await boards.of([`c-${index}`], false)).not.toBe(first);
    expect(await boards.of(['dm-prod', 'hmc-lab'], true)).toBe(first);
    for (let index = 0; index < 20; index += 1) await boards.of([`d-${index}`], false);
    expect(await boards.of(['dm-prod', 'hmc-lab'], true)).not.toBe(first);
  });
});

describe('the board while Redis is away', () => {
  it.each(['is gone', 'has frozen'])(
    'says so soon when it %s, and works again when it is back',
    async (fate) => {
      const alone = await GatewayStage.open();
      const { redis } = alone.redis;
      try {
        await alone.call('get', REQUESTS).expect(200);
        if (fate === 'is gone') await redis.kill('SIGKILL');
        else redis.pause();
        for (const path of ['/queues', REQUESTS]) {
          const startedAt = Date.now();
          const refused = await alone.call('get', path).expect(503);
          expect(refused.body.code).toBe('store-unavailable');
          expect(refused.headers['retry-after']).toBe('1');
          expect(Date.now() - startedAt).toBeLessThan(5_000);
        }
        if (fate === 'is gone') await redis.restart();
        else redis.resume();
        await eventually(async () => expect((await alone.call('get', REQUESTS)).status).toBe(200));
      } finally {
        await alone.close();
      }
    },
    30_000,
  );
});
