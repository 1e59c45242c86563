import { jest } from '@jest/globals';
import type { JobRecord } from '#libs/jobs';
import { connect } from 'node:net';
import { eventually } from '../../../../test/stage/eventually.js';
import { EventListener } from '../../test/event-listener.js';
import { GatewayScene, KEYS } from '../../test/gateway.scene.js';
import { runningRecord, seenNow } from '../../test/records.js';
import { stopGateway } from '../gateway.application.js';
import { EventStreams } from './event.streams.js';

jest.setTimeout(90_000);

describe('streams of events when something breaks', () => {
  let scene: GatewayScene;

  beforeEach(async () => {
    scene = await GatewayScene.open();
  });
  afterEach(() => scene.close());

  async function change(record: JobRecord, changes: Partial<JobRecord> = {}): Promise<JobRecord> {
    const next = { ...record, ...changes, revision: record.revision + 1, changedAt: Date.now() };
    await scene.put(next);
    return next;
  }

  it('[events.replicas] end at once when their gateway stops, and go on at another one', async () => {
    const [one, other] = [await scene.start(), await scene.start()];
    let record = seenNow(runningRecord);
    await scene.put(record);
    const before = new EventListener(`${one.url}/events`, KEYS.reader);
    await before.saw(`snapshot ${record.id} 2`);
    const startedAt = Date.now();
    await stopGateway(one.app, 10_000);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    before.close();
    record = await change(await change(record));
    const after = new EventListener(`${other.url}/events`, KEYS.reader, before.lastId);
    await after.saw(`job ${record.id} 4`);
    after.close();
  });

  it('[events.replicas] continue after an outage of Redis, and deliver the changes meanwhile once', async () => {
    const gateway = await scene.start();
    const record = seenNow(runningRecord);
    await scene.put(record);
    const listener = new EventListener(`${gateway.url}/events`, KEYS.reader);
    await listener.saw(`snapshot ${record.id} 2`);
    await scene.server.redis.kill('SIGTERM');
    await scene.server.redis.restart();
    await eventually(() => change(record), 20_000);
    // The first revision after Redis began anew leaps ahead.
    const leap = new RegExp(`^job ${record.id} \\d{13}$`);
    await eventually(() => expect(listener.lines.at(-1)).toMatch(leap), 20_000);
    expect(listener.lines).toEqual([`snapshot ${record.id} 2`, expect.stringMatching(leap)]);
    listener.close();
  });

  it('[events.heartbeat] get a comment within fifteen seconds without changes', async () => {
    const gateway = await scene.start();
    const leaving = new AbortController();
    const response = await fetch(`${gateway.url}/events`, {
      headers: { Authorization: `Bearer ${KEYS.reader}` },
      signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(15_500)]),
    });
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('\n:')) break;
    }
    expect(text).toMatch(/^retry: \d+\n\n:\n\n$/);
    leaving.abort();
  });

  it('disconnect slow clients, without delaying the others, and let them resume', async () => {
    const gateway = await scene.start();
    const record = seenNow(runningRecord);
    await scene.put(record);
    const { port } = new URL(gateway.url);
    const slow = connect(Number(port), '127.0.0.1');
    slow.write(`GET /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEYS.reader}\r\n\r\n`);
    let head = '';
    await new Promise<void>((resolve) =>
      slow.on('data', (chunk: Buffer) => {
        head += chunk.toString();
        if (!head.includes('event: snapshot')) return;
        slow.pause();
        resolve();
      }),
    );
    const quick = new EventListener(`${gateway.url}/events`, KEYS.reader);
    await quick.saw(`snapshot ${record.id} 2`);
    let closed = false;
    slow.on('close', () => (closed = true)).on('error', () => undefined);
    const labels = { text: 'x'.repeat(500_000) };
    let latest = record;
    const sockets = () =>
      new Promise<number>((resolve) =>
        gateway.app.getHttpServer().getConnections((_: unknown, count: number) => resolve(count)),
      );
    const atFirst = await sockets();
    for (let turn = 0; turn < 60 && (await sockets()) === atFirst; turn += 1) {
      latest = await change(latest, { labels });
      await eventually(() => expect(quick.lines.at(-1)).toBe(`job ${latest.id} ${latest.revision}`));
    }
    await eventually(async () => expect(await sockets()).toBe(atFirst - 1));
    slow.removeAllListeners('data').resume();
    await eventually(() => expect(closed).toBe(true));
    const id = /id: ([\w-]+)/.exec(head)![1]!;
    const after = new EventListener(`${gateway.url}/events`, KEYS.reader, id);
    await after.saw(`job ${latest.id} ${latest.revision}`);
    for (const listener of [quick, after]) listener.close();
    await eventually(() => expect(gateway.app.get(EventStreams).size).toBe(0));
  });
});
