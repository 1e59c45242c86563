import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request, type RequestOptions } from 'node:https';
import { connect as connectPlainly, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { eventually } from '../../../../test/stage/eventually.js';
import { ROOT } from '../../../../test/stage/repository.js';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';
import { runningRecord } from '../../test/records.js';
import { stopGateway } from '../gateway.application.js';
import { FastPathCounters } from '../fast-path/fast-path.counters.js';

const at = (name: string) => join(ROOT, 'test/fixtures/tls', name);
const pem = (name: string) => readFileSync(at(name), 'utf8');
const OWN = { cert: pem('self-signed.pem'), key: pem('self-signed.key.pem') };
const OTHER = { cert: pem('other-host.pem'), key: pem('other-host.key.pem') };
const FILES = { cert: at('self-signed.pem'), key: at('self-signed.key.pem') };
const TRUSTING: ConnectionOptions = { host: 'localhost', ca: OWN.cert };

const FAR = Date.now() + 3_600_000;
const JOB = runningRecord({ key: '1', observation: { observedAt: Date.now(), nextCheckAt: FAR } });

let stage: GatewayStage;
const sockets: TLSSocket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

const port = () => (stage.server.address() as AddressInfo).port;

/** An open connection whose handshake is through. */
async function open(options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ ...TRUSTING, port: port(), ...options });
  sockets.push(socket);
  await once(socket, 'secureConnect');
  return socket;
}

function get(path: string, options: RequestOptions = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${KEY}` };
    const call = request({ ...TRUSTING, port: port(), path, headers, agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => resolve({ status: response.statusCode!, text })).once('error', reject);
    });
    call.once('error', reject).end();
  });
}

const shownBy = (socket: TLSSocket) => socket.getPeerCertificate().subjectaltname;

describe('a gateway that speaks TLS', () => {
  beforeAll(async () => {
    stage = await GatewayStage.open({ gateway: { tls: FILES } });
    await stage.has(JOB);
  }, 30_000);
  afterAll(() => stage.close());

  it('answers what is asked, jobs before the framework as well', async () => {
    expect(await get('/jobs')).toMatchObject({ status: 200 });
    const counters = stage.app.get(FastPathCounters);
    const before = counters.jobHits + counters.jobReads;
    for (let times = 0; times < 3; times += 1) expect(await get(`/jobs/${JOB.id}`)).toMatchObject({ status: 200 });
    expect(counters.jobHits + counters.jobReads).toBe(before + 3);
    expect(await stage.app.getUrl()).toMatch(/^https:/);
  });

  it('speaks nothing older than TLS 1.2, and only with ciphers that keep secrets once keys are lost', async () => {
    expect((await open()).getProtocol()).toBe('TLSv1.3');
    expect((await open({ maxVersion: 'TLSv1.2' })).getCipher().name).toMatch(/^ECDHE-/);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(open(old)).rejects.toThrow();
    await expect(open({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:AES256-GCM-SHA384' })).rejects.toThrow();
  });

  it('survives clients without TLS, and does not answer them', async () => {
    for (const text of ['GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n', '\x16\x03\x01garbage', '\0'.repeat(2_000)]) {
      const socket = connectPlainly(port(), '127.0.0.1');
      let answer = '';
      socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
      socket.on('error', () => undefined);
      socket.write(text);
      await once(socket, 'close');
      expect(answer).not.toContain('HTTP/');
    }
    expect(await get('/jobs')).toMatchObject({ status: 200 });
  });

  it('answers malformed HTTP inside TLS', async () => {
    const socket = await open();
    let answer = '';
    socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
    socket.write('nonsense\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toContain('HTTP/1.1 400 ');
  });

  it('shows a renewed certificate to new clients, and keeps open connections', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await get('/jobs', { agent })).toMatchObject({ status: 200 });
    stage.reconfigure((now) => ({ ...now, gateway: { ...now.gateway, tls: { ...OTHER, clientCa: null } } }));
    expect(await get('/jobs', { agent })).toMatchObject({ status: 200 });
    agent.destroy();
    await expect(open()).rejects.toThrow();
    expect(shownBy(await open({ ca: OTHER.cert, servername: 'elsewhere.test' }))).toContain('elsewhere.test');
    stage.reconfigure((now) => ({ ...now, gateway: { ...now.gateway, tls: { ...OWN, clientCa: null } } }));
    expect(shownBy(await open())).toContain('localhost');
  });
});

describe('a gateway that asks callers for certificates', () => {
  beforeAll(async () => {
    stage = await GatewayStage.open({ gateway: { tls: { ...FILES, clientCa: at('other-host.pem') } } });
  }, 30_000);
  afterAll(() => stage.close());

  it('answers clients of its authority alone', async () => {
    expect(await get('/jobs', OTHER)).toMatchObject({ status: 200 });
    await expect(get('/jobs')).rejects.toThrow();
    await expect(get('/health/live')).rejects.toThrow();
    await expect(get('/jobs', OWN)).rejects.toThrow();
    await expect(get('/jobs', { cert: pem('expired.pem'), key: pem('expired.key.pem') })).rejects.toThrow();
  });

  it('applies another authority, also to resumed sessions', async () => {
    const before = await open(OTHER);
    const session = await new Promise<Buffer>((resolve) => before.once('session', resolve).write('GET / HTTP/1.1\r\n'));
    stage.reconfigure((now) => ({ ...now, gateway: { ...now.gateway, tls: { ...OWN, clientCa: OWN.cert } } }));
    await expect(get('/jobs', OTHER)).rejects.toThrow();
    await expect(get('/jobs', { ...OTHER, session } as RequestOptions)).rejects.toThrow();
    expect(await get('/jobs', OWN)).toMatchObject({ status: 200 });
  });
});

describe('a gateway with TLS that is stopped', () => {
  it('ends the connections on which nothing is asked', async () => {
    stage = await GatewayStage.open({ gateway: { tls: FILES } });
    const idle = await open();
    idle.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle, 'data');
    const closed = once(idle.resume(), 'close');
    const startedAt = Date.now();
    await stopGateway(stage.app, 20_000);
    await closed;
    expect(Date.now() - startedAt).toBeLessThan(15_000);
    await eventually(() => expect(stage.server.listening).toBe(false));
    await stage.proxy.close();
    await stage.redis.close();
  }, 60_000);
});
