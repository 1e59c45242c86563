import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { Store } from '#libs/store';
import { freePort } from '../../scripts/processes/ports.mjs';
import { isUp } from './gateway.under-test.mjs';
import { locationOf } from './redis.location.mjs';

const PREFIX = 'jobgate';
const KEY = 'bench-key';
const POLL_EVERY_MS = 200;
const TAKEN_WITHIN_MS = 120_000;

/** One gateway and some workers over many connections to one upstream, in this build or another one. */
export class FleetScene {
  #workers = [];

  /** @param {string | undefined} build folder of another build of this project */
  constructor(stage, settings, upstream) {
    const { connections, build, refreshMs = 10_000, concurrency = 4 } = settings;
    const { redisUrl = stage.redisUrl, location = locationOf(redisUrl) } = settings;
    Object.assign(this, { stage, build, redisUrl, location, refreshMs, concurrency, upstream });
    this.names = Array.from({ length: connections }, (_, index) => `system-${String(index + 1).padStart(4, '0')}`);
  }

  async start() {
    this.port = await freePort();
    this.store = Store.connect(this.location, PREFIX);
    await this.store.formats.load();
    this.file = await this.stage.file(`fleet.${this.port}.yaml`, this.#configuration());
    const url = `http://127.0.0.1:${this.port}`;
    const options = { beside: true, build: this.build };
    this.gateway = await this.stage.startApp('gateway', this.file, () => isUp(`${url}/health/live`), options);
    await this.startWorker();
  }

  /** Another worker; resolves when every connection is taken. */
  async startWorker({ beside = false } = {}) {
    const worker = await this.stage.startApp('worker', this.file, () => true, { beside, build: this.build });
    this.#workers.push(worker);
    await this.allTaken();
    return worker;
  }

  get worker() {
    return this.#workers[0];
  }

  /** Waits until the gateway reports a worker for every connection. */
  async allTaken() {
    const until = performance.now() + TAKEN_WITHIN_MS;
    while ((await this.#withoutWorker()) > 0) {
      if (performance.now() > until) throw new Error('Some connections have no worker.');
      await pause(POLL_EVERY_MS);
    }
  }

  async #withoutWorker() {
    const headers = { Authorization: `Bearer ${KEY}` };
    const { body, statusCode } = await request(`http://127.0.0.1:${this.port}/connections`, { headers });
    const { connections = [] } = statusCode === 200 ? await body.json() : (await body.dump(), {});
    return this.names.length - connections.filter(({ health }) => health.status === 'up').length;
  }

  /** What Redis has done so far: commands, clients of others than this benchmark, processor time in microseconds. */
  async redisFigures(redis = this.store.redis) {
    const lines = (await redis.info()).split('\r\n').filter((line) => line.includes(':'));
    const facts = Object.fromEntries(lines.map((line) => line.split(':', 2)));
    const { total_commands_processed: commands, connected_clients: clients } = facts;
    const { used_cpu_user: user, used_cpu_sys: system } = facts;
    return { commands: Number(commands), clients: Number(clients), clock: (Number(user) + Number(system)) * 1e6 };
  }

  /** Resident memory of a process, bytes. */
  residentBytes(pid) {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(kilobytes) * 1024;
  }

  async stop() {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.stop()));
    await this.gateway?.stop();
    await this.store.redis.flushall().catch(() => undefined);
    await this.store.close();
  }

  #configuration() {
    const sha256 = createHash('sha256').update(KEY).digest('hex');
    const keys = [{ name: 'bench', sha256, scopes: ['jobs:read', 'jobs:track'], connections: ['*'] }];
    const interval = `${this.refreshMs}ms`;
    const connections = this.names.map((name) => ({
      ...{ name, provider: 'datameer', url: this.upstream, auth: { user: name, password: 'bench' } },
      ...{ limits: { concurrency: this.concurrency }, refresh: { min: interval, max: interval } },
    }));
    const gateway = { host: '127.0.0.1', port: this.port, sockets: 'none' };
    const access = { quota: 'none', limits: 'none', keys };
    // JSON is YAML.
    return JSON.stringify({ redis: { url: this.redisUrl, prefix: PREFIX }, gateway, access, connections });
  }
}
