import { once } from 'node:events';
import { request as requestPlainly } from 'node:http';
import { request as requestByTls } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../../../../test/stage/eventually.js';
import { ROOT } from '../../../../test/stage/repository.js';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';

const MAX = 12;
const PER_ADDRESS = 4;
const [HOSTILE, OTHER, THIRD] = ['127.0.0.2', '127.0.0.3', '127.0.0.4'] as const;
const at = (name: string) => join(ROOT, 'test/fixtures/tls', name);
const WAYS = {
  'read by Node.js': {},
  'with the front': { plainReads: 'front' },
  'over TLS': { tls: { cert: at('self-signed.pem'), key: at('self-signed.key.pem') } },
};

let stage: GatewayStage;
let isTls: boolean;
const sockets: Socket[] = [];

async function open(gateway: object = {}, level = 'warn'): Promise<void> {
  isTls = 'tls' in gateway;
  stage = await GatewayStage.open({
    gateway: { sockets: { most: MAX, perAddress: PER_ADDRESS }, ...gateway },
    level,
  });
}

const port = () => (stage.server.address() as AddressInfo).port;

/** A connection over which nothing is sent. */
async function holdFrom(localAddress: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: port(), localAddress });
  sockets.push(socket);
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  return socket;
}

/** Over a connection of its own, which is closed afterwards. Rejects when it is refused. */
function get(path: string, localAddress: string): Promise<{ status: number; text: string }> {
  const request = isTls ? requestByTls : requestPlainly;
  const target = { host: '127.0.0.1', port: port(), localAddress, agent: false, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const call = request({ ...target, path, headers: { authorization: `Bearer ${KEY}` } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => resolve({ status: response.statusCode!, text })).once('error', reject);
    });
    call.once('error', reject).end();
  });
}

const isAlive = (from: string) => expect(get('/health/live', from)).resolves.toMatchObject({ status: 200 });
const isRefused = (from: string) =>
  expect(get('/health/live', from)).rejects.toThrow(/socket hang up|ECONNRESET|EPIPE|before secure TLS/);

/** What the metrics say of sockets. */
async function counts(from: string) {
  const { text } = await get('/metrics', from);
  const of = (name: string) => Number(new RegExp(`^jobgate_sockets_${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    open: of('open'),
    byAddress: of('refused_total\\{reason="address"\\}'),
    byProcess: of('refused_total\\{reason="process"\\}'),
  };
}

/** Until the gateway knows of all of them. */
const areOpen = (number: number, from: string) =>
  eventually(async () => expect(await counts(from)).toMatchObject({ open: number + 1 }));

afterEach(async () => {
  sockets.splice(0).forEach((socket) => socket.destroy());
  await stage?.close();
});

describe.each(Object.entries(WAYS))('the sockets of a gateway, %s', (_, gateway) => {
  beforeEach(() => open(gateway));

  it('are bounded for each address, and others are answered meanwhile', async () => {
    const held = await Promise.all(Array.from({ length: PER_ADDRESS }, () => holdFrom(HOSTILE)));
    await areOpen(PER_ADDRESS, OTHER);
    for (let times = 0; times < 3; times += 1) await isRefused(HOSTILE);
    await isAlive(OTHER);
    expect(await counts(OTHER)).toEqual({ open: PER_ADDRESS + 1, byAddress: 3, byProcess: 0 });
    held[0]!.destroy();
    await eventually(() => isAlive(HOSTILE));
  });

  it('are bounded for the process', async () => {
    for (const from of [HOSTILE, OTHER, THIRD]) {
      await Promise.all(Array.from({ length: PER_ADDRESS }, () => holdFrom(from)));
    }
    // Of those that were being refused when the last one came, some may have been counted.
    await eventually(() => isRefused('127.0.0.5'));
    sockets.splice(0, PER_ADDRESS).forEach((socket) => socket.destroy());
    await eventually(() => isAlive('127.0.0.5'));
    await areOpen(MAX - PER_ADDRESS, '127.0.0.5');
    expect((await counts('127.0.0.5')).byProcess).toBeGreaterThan(0);
  });
});

describe('the sockets of a gateway', () => {
  it('are not bounded for each proxy that is trusted', async () => {
    await open({ trustedProxies: [HOSTILE] });
    await Promise.all(Array.from({ length: PER_ADDRESS * 2 }, () => holdFrom(HOSTILE)));
    await areOpen(PER_ADDRESS * 2, HOSTILE);
    await isAlive(HOSTILE);
    expect(await counts(OTHER)).toMatchObject({ byAddress: 0, byProcess: 0 });
  });

  it('are bounded as the configuration says from the next one on', async () => {
    await open();
    await holdFrom(HOSTILE);
    await areOpen(1, OTHER);
    const bounded = (next: { most: number | null; perAddress: number | null }) =>
      stage.reconfigure((before) => ({ ...before, gateway: { ...before.gateway, sockets: next } }));
    bounded({ most: null, perAddress: 1 });
    await isRefused(HOSTILE);
    await isAlive(OTHER);
    bounded({ most: 1, perAddress: null });
    await eventually(() => isRefused(OTHER));
    bounded({ most: null, perAddress: null });
    await Promise.all(Array.from({ length: MAX * 2 }, () => holdFrom(HOSTILE)));
    await areOpen(MAX * 2 + 1, HOSTILE);
  });

  it('that are refused have a line of the log for some of them', async () => {
    await open();
    await Promise.all(Array.from({ length: PER_ADDRESS }, () => holdFrom(HOSTILE)));
    await areOpen(PER_ADDRESS, OTHER);
    for (let times = 0; times < 40; times += 1) await isRefused(HOSTILE);
    const lines = stage.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    const refused = lines.filter(({ msg }) => msg === 'socket refused');
    // Twenty in ten seconds, should this have taken longer.
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(refused.length).toBeLessThan(40);
    expect(refused[0]).toMatchObject({ level: 40, address: HOSTILE, reason: 'address' });
  });
});
