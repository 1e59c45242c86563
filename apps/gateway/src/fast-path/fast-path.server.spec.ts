import { jest } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../../test/stage/eventually.js';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { RawConnection } from '../../test/raw-exchange.js';
import { runningRecord } from '../../test/records.js';
import { stopGateway } from '../gateway.application.js';
import { FastPathHandler } from './fast-path.handler.js';

jest.setTimeout(60_000);

const FAR = Date.now() + 3_600_000;
const JOB = runningRecord({ key: '1', observation: { observedAt: Date.now(), nextCheckAt: FAR } });
const AT = `/jobs/${JOB.id}`;
const BEARER = `Authorization: Bearer ${KEYS.reader}`;
const PLAIN = `GET ${AT} HTTP/1.1\r\nHost: x\r\n${BEARER}\r\n\r\n`;
const LAST = `GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;

describe('the connections in front of Node.js', () => {
  let scene: GatewayScene;
  let gateway: RunningGateway;
  let sockets: Socket[];

  beforeAll(async () => {
    scene = await GatewayScene.open();
    await scene.put(JOB);
    gateway = await scene.start({ answers: 'in front of Node.js' });
  });
  beforeEach(() => (sockets = []));
  afterEach(() => sockets.forEach((socket) => socket.destroy()));
  afterAll(() => scene.close());

  async function open({ url } = gateway): Promise<{ socket: Socket; received: () => string }> {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => (text += part));
    await once(socket, 'connect');
    return { socket, received: () => text };
  }

  /** How many answers of this status are in a text. */
  const answers = (text: string, status = 200) => text.split(`HTTP/1.1 ${status} `).length - 1;

  it('are Node.js’s once something else comes, and it gets all of that', async () => {
    const before = gateway.readByNode();
    const body = JSON.stringify({ name: 'x'.repeat(150), labels: { a: 'b'.repeat(150) } });
    const connection = new RawConnection(gateway.url);
    expect((await connection.ask('GET', AT, [BEARER])).status).toBe(200);
    expect(gateway.readByNode()).toBe(before);
    const fields = [BEARER, 'Content-Type: application/json', `Content-Length: ${body.length}`];
    const changed = await connection.ask('PATCH', AT, [...fields, '', body]);
    expect(changed).toMatchObject({ status: 200 });
    expect(JSON.parse(changed.body.toString())).toMatchObject({ name: 'x'.repeat(150) });
    const read = await connection.ask('GET', AT, [BEARER]);
    expect(JSON.parse(read.body.toString())).toMatchObject({ labels: { a: 'b'.repeat(150) } });
    connection.close();
  });

  it('take a head that comes in pieces, wherever it is cut', async () => {
    for (let at = 1; at < PLAIN.length; at += 7) {
      const { socket, received } = await open();
      socket.setNoDelay();
      socket.write(PLAIN.slice(0, at));
      await pause(2);
      socket.write(PLAIN.slice(at));
      await eventually(() => expect(answers(received())).toBe(1));
      socket.destroy();
    }
  });

  it('answer pipelined requests in order, with either parser', async () => {
    const { socket, received } = await open();
    socket.write(PLAIN);
    await eventually(() => expect(answers(received())).toBe(1));
    socket.end(PLAIN.repeat(500) + PLAIN.replace(AT, '/jobs/nonsense') + PLAIN + LAST);
    await once(socket, 'end');
    const statuses = [...received().matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));
    expect(statuses).toEqual([...Array.from({ length: 501 }, () => 200), 400, 200, 200]);
  });

  it('answer a client that half-closes after the request', async () => {
    for (const key of ['1', '77']) {
      await scene.put({ ...JOB, id: `dm-prod~${key}`, key });
      const { socket, received } = await open();
      socket.end(PLAIN.replace(AT, `/jobs/dm-prod~${key}`));
      await once(socket, 'end');
      expect(answers(received())).toBe(1);
    }
  });

  it('buffer no responses for a client that does not read', async () => {
    const { socket, received } = await open();
    socket.pause();
    const before = process.memoryUsage().rss;
    let sent = 0;
    // Until nobody takes any more.
    while (sent < 200_000) {
      sent += 1;
      if (!socket.write(PLAIN) && !(await Promise.race([once(socket, 'drain').then(() => true), pause(500, false)])))
        break;
    }
    expect(sent).toBeLessThan(200_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
    socket.resume();
    await eventually(() => expect(answers(received())).toBe(sent), 30_000);
  });

  it('stay open for the configured keep-alive timeout, as those of Node.js', async () => {
    const server: Server = gateway.app.getHttpServer();
    const { keepAliveTimeout } = server;
    server.keepAliveTimeout = 3_000;
    const ages = await Promise.all(
      [PLAIN, PLAIN.replace('GET', 'HEAD')].map(async (request) => {
        const { socket, received } = await open();
        socket.write(request);
        await eventually(() => expect(answers(received())).toBe(1));
        const answeredAt = performance.now();
        await once(socket, 'end');
        return performance.now() - answeredAt;
      }),
    );
    server.keepAliveTimeout = keepAliveTimeout;
    for (const age of ages) expect(age).toBeGreaterThan(2_500);
    for (const age of ages) expect(age).toBeLessThan(20_000);
  });

  it('stay open for a client that is idle at first', async () => {
    const { socket, received } = await open();
    await pause(6_000);
    socket.write(PLAIN);
    await eventually(() => expect(answers(received())).toBe(1));
  });

  it('survive a client that breaks off while the store is being asked', async () => {
    scene.server.redis.pause();
    for (let nth = 0; nth < 20; nth += 1) {
      const { socket } = await open();
      socket.write(PLAIN.replace(AT, `/jobs/dm-prod~${nth + 100}`));
      await pause(5);
      socket.resetAndDestroy();
    }
    scene.server.redis.resume();
    const { socket, received } = await open();
    socket.end(PLAIN);
    await once(socket, 'end');
    expect(answers(received())).toBe(1);
  });

  it('end with the gateway, each behind what is being answered', async () => {
    const other = await scene.start({ answers: 'in front of Node.js' });
    const [silent, idle, busy] = [await open(other), await open(other), await open(other)];
    idle.socket.write(PLAIN);
    await eventually(() => expect(answers(idle.received())).toBe(1));
    const reads = other.app.get(FastPathHandler);
    const plainResponse = reads.plainResponse.bind(reads);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    reads.plainResponse = async (...asked) => {
      await released;
      return plainResponse(...asked);
    };
    busy.socket.write(PLAIN);
    await pause(100);
    const stopped = stopGateway(other.app, 20_000);
    await Promise.all([once(silent.socket, 'end'), once(idle.socket, 'end')]);
    expect(answers(busy.received())).toBe(0);
    release();
    await Promise.all([once(busy.socket, 'end'), stopped]);
    expect(answers(busy.received())).toBe(1);
  });
});
