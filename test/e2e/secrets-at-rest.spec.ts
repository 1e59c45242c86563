import { jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { Receiver } from '../stage/webhook-receiver.js';

jest.setTimeout(120_000);

const BODY = 'instance-of-which-nobody-may-hear';
const START = { method: 'POST', path: '/v2/cloudimages/action', body: { name: 'nightly', instance_id: BODY } };

interface Made {
  id: string;
  secret: string;
}

/** With every command that changes anything written to a file of Redis, in clear text. `keyFile`: null: there is none. */
async function open(keyFile: string | null): Promise<Stage> {
  return Stage.open({
    redis: ['--appendonly', 'yes', '--appendfsync', 'always', '--rdbcompression', 'no'],
    configure: (configuration) => {
      for (const one of configuration.connections) {
        if (one.name === 'otc-prod') one.options = { allowedOperations: [START.path] };
      }
      if (keyFile !== null) configuration.redis.encryptionKey = `file:${keyFile}`;
    },
  });
}

describe.each([
  ['without a key', false],
  ['with a key', true],
])('what Redis keeps %s', (_, isSealed) => {
  let stage: Stage;
  let client: StageClient;
  let receiver: Receiver;

  const folder = mkdtempSync(join(tmpdir(), 'jobgate-key-'));

  beforeAll(async () => {
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`);
    [stage, receiver] = [await open(isSealed ? keyFile : null), await Receiver.open()];
    client = stage.client();
  });
  afterAll(async () => {
    await receiver?.close();
    await stage?.close();
    rmSync(folder, { recursive: true });
  });

  /** Everything that was ever written, as Redis' own files have it. */
  function written(): string {
    const folder = join(stage.folder, 'redis', 'appendonlydir');
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('\n');
  }

  it(`has ${isSealed ? 'neither' : 'both'} the secrets of webhooks ${isSealed ? 'nor' : 'and'} the bodies of starts in it`, async () => {
    const { body: made } = await client.post<Made>('/webhooks', { url: receiver.url });
    const rotated = await client.post<Made>(`/webhooks/${made.id}/rotate`);
    const start = () =>
      client.request<ReadJob>('/connections/otc-prod/jobs', {
        method: 'POST',
        body: START,
        headers: { 'idempotency-key': 'start' },
      });
    const started = await start();
    const again = await start();
    expect(again).toMatchObject({ status: 202, body: { id: started.body.id } });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(started.status).toBe(202);
    // The worker has read secret and body: it signs by the one, and the upstream got the other.
    await eventually(() => expect(receiver.eventsOf(started.body.id).length).toBeGreaterThan(0));
    const [{ body, headers: signed } = { body: '', headers: {} }] = receiver.received;
    for (const { secret } of [made, rotated.body]) new Webhook(secret).verify(body, signed as Record<string, string>);
    const all = written();
    expect(all).toContain(made.id);
    const isThere = [made.secret, rotated.body.secret, BODY].map((text) => all.includes(text));
    expect(isThere).toEqual(isSealed ? [false, false, false] : [true, true, true]);
  });
});
