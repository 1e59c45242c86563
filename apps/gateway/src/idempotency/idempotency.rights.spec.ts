import type { GatewayConfiguration } from '#libs/config';
import { createHash } from 'node:crypto';
import { ScriptedCommands, done, run } from '../../../../test/contract/commands.provider.js';
import { ActingWorker } from '../../test/acting.worker.js';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../../test/records.js';

const OPERATOR = 'key-of-ops';
const NARROW_OPERATOR = 'key-of-ops-for-hmc';
const SCOPES = ['jobs:read', 'jobs:track', 'jobs:operate'];
const FORMER = 'dm-prod';

const key = (text: string, scopes: string[], connections: string[], name = text) => ({
  ...{ name, scopes, connections },
  sha256: createHash('sha256').update(text).digest('hex'),
});

let stage: GatewayStage;
let worker: ActingWorker;
let initial: GatewayConfiguration;
const acts = new ScriptedCommands();

beforeAll(async () => {
  stage = await GatewayStage.open({
    access: {
      keys: [
        key(KEY, ['admin'], ['*']),
        key(OPERATOR, SCOPES, ['dm-prod', 'hmc-lab']),
        key(NARROW_OPERATOR, SCOPES, ['hmc-lab'], OPERATOR),
      ],
    },
    gateway: { readWaitMs: 1_500 },
  });
  worker = await ActingWorker.start(stage.redis, acts);
  stage.reconfigure((configuration) => (initial = configuration));
}, 40_000);
afterAll(async () => {
  await worker.stop();
  await stage.close();
});
afterEach(() => stage.reconfigure(() => initial));

interface Request {
  method: 'post' | 'delete';
  path: string;
  body?: object;
}

/** Requests that are answered once and for all, each about `dm-prod`. */
const REQUESTS: Record<string, () => Promise<Request>> = {
  'a job that is tracked by its id': async () => ({
    ...{ method: 'post', path: '/jobs' },
    body: { id: `dm-prod~${freshKey()}`, name: 'private' },
  }),
  'a job that is tracked by its key': async () => ({
    ...{ method: 'post', path: '/jobs' },
    body: { connection: 'dm-prod', key: freshKey(), name: 'private' },
  }),
  'a start': async () => {
    const started = freshKey();
    acts.start = () => done(run(started));
    return { method: 'post', path: '/connections/dm-prod/jobs', body: { configuration: 88 } };
  },
  'a cancel': async () => {
    const { id } = await stage.has(seenNow(endedRecord));
    return { method: 'post', path: `/jobs/${id}/cancel` };
  },
  'a refused deletion': async () => {
    const { id } = await stage.has(seenNow(runningRecord));
    return { method: 'delete', path: `/jobs/${id}/upstream` };
  },
};

let names = 0;
const send = ({ method, path, body }: Request, name: string | null, as = OPERATOR) => {
  const call = stage.call(method, path, as);
  return (name === null ? call : call.set('Idempotency-Key', name)).send(body);
};
const told = ({ status, body }: { status: number; body: unknown }) => ({ status, body });

const sees = (...connections: string[]) =>
  stage.reconfigure((configuration) => ({
    ...configuration,
    access: {
      ...configuration.access,
      keys: configuration.access.keys.map((one, index) => (index === 1 ? { ...one, connections } : one)),
    },
  }));

describe.each(Object.entries(REQUESTS))('the answer that is kept for %s', (_, make) => {
  let request: Request;
  let name: string;
  let first: { status: number; body: unknown };

  beforeEach(async () => {
    request = await make();
    name = `rights-${(names += 1)}`;
    first = told(await send(request, name));
    const again = await send(request, name);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(told(again)).toEqual(first);
  });

  it('[idempotency.rights] is not for a caller who has lost the connection, and is there again with it', async () => {
    sees('hmc-lab');
    const hidden = await send(request, name);
    expect(hidden.headers['idempotency-replayed']).toBeUndefined();
    expect(hidden.status).toBe(404);
    expect(told(hidden)).toEqual(told(await send(request, null)));
    sees('dm-prod');
    const again = await send(request, name);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(told(again)).toEqual(first);
  });

  it('[idempotency.rights] is not for another key of the same name that sees less', async () => {
    const hidden = await send(request, name, NARROW_OPERATOR);
    expect(hidden.headers['idempotency-replayed']).toBeUndefined();
    expect(told(hidden)).toEqual(told(await send(request, null, NARROW_OPERATOR)));
    expect(hidden.status).toBe(404);
  });

  it('[idempotency.rights] neither reveals to such a key that the name is used, nor claims it', async () => {
    const hidden = await send({ ...request, body: { id: 'dm-prod~1' } }, name, NARROW_OPERATOR);
    expect(hidden.status).toBe(404);
    const fresh = `rights-${(names += 1)}`;
    expect((await send(request, fresh, NARROW_OPERATOR)).status).toBe(404);
    expect((await send(request, fresh)).headers['idempotency-replayed']).toBeUndefined();
  });

  it('[idempotency.rights] is for callers who see the connection under its new name, not under the former one', async () => {
    stage.reconfigure((configuration) => ({
      ...configuration,
      connections: configuration.connections.map((one) =>
        one.name === FORMER ? { ...one, name: 'dm-new', renamedFrom: FORMER } : one,
      ),
    }));
    const former = await send(request, name);
    expect(former.headers['idempotency-replayed']).toBeUndefined();
    expect(former.status).toBe(404);
    sees('dm-new');
    const again = await send(request, name);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(told(again)).toEqual(first);
  });
});

it('[idempotency.replayed] a request that names no connection is judged by itself each time', async () => {
  const nameless: Request = { method: 'post', path: '/jobs', body: { name: 'of nothing' } };
  for (let turn = 0; turn < 2; turn += 1) {
    const refused = await send(nameless, 'nameless');
    expect(refused.status).toBe(400);
    expect(refused.headers['idempotency-replayed']).toBeUndefined();
  }
});
