import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { Store } from '#libs/store';
import { warmUp } from './process.clock.mjs';
import { locationOf } from './redis.location.mjs';
import { CONNECTIONS, workerConfiguration } from './poll-rate.configuration.mjs';
import { describeJobs } from './poll-rate.seed.mjs';

const PREFIX = 'jobgate';
const SAMPLE_EVERY_MS = 100;
const LONGEST_ROUND_MS = 300_000;

/** Redis, five upstreams and the jobs that are polled: common to all parts of the benchmark. */
export class PollRateScene {
  static async open(stage, options) {
    const { line } = await stage.start('upstreams', './upstreams/instant.upstreams.mjs', [], { beside: true });
    return new PollRateScene(stage, options, JSON.parse(line));
  }

  constructor(stage, options, upstreams) {
    Object.assign(this, { stage, options, upstreams });
    this.jobs = describeJobs(options.jobs);
    this.store = Store.connect(locationOf(stage.redisUrl), PREFIX);
  }

  /**
   * Starts a worker, which waits `intervalMs` between two polls of a job; resolves when it has a lease, and its
   * code is warm.
   * @returns {Promise<{name: string, pid(): number, clock(): number | null, stop(): Promise<void>}>} `name`: as an owner
   */
  async startWorker(intervalMs, { beside = false } = {}) {
    const { stage, upstreams, options } = this;
    const { concurrency } = options;
    const facts = { redisUrl: stage.redisUrl, prefix: PREFIX, urls: upstreams.urls, concurrency, intervalMs };
    const file = await stage.file('jobgate.yaml', workerConfiguration(facts));
    const before = new Set(await this.#owners());
    let name = null;
    const hasConnection = async () => {
      name = (await this.#owners()).find((owner) => owner !== null && !before.has(owner)) ?? null;
      return name !== null;
    };
    const worker = await stage.startApp('worker', file, hasConnection, { beside });
    await warmUp(worker.clock);
    return { ...worker, name };
  }

  /** The worker with the lease of each connection, by name; null: none. */
  async owners() {
    const owners = await this.#owners();
    return new Map(CONNECTIONS.map(({ name }, index) => [name, owners[index]]));
  }

  #owners() {
    return Promise.all(CONNECTIONS.map(({ name }) => this.store.leases.owner(name)));
  }

  /** How many answers about jobs each connection has got so far. */
  async answers() {
    const { body } = await request(this.upstreams.counter);
    const counts = await body.json();
    return new Map(CONNECTIONS.map(({ name, provider }) => [name, counts[provider]]));
  }

  async allAnswers() {
    return [...(await this.answers()).values()].reduce((sum, count) => sum + count, 0);
  }

  /** Waits until each connection has got as many answers since now as it has jobs; `onCheck` is called now and then. */
  async allSeen(jobs, onCheck = () => undefined) {
    const wanted = new Map();
    for (const { connection } of jobs) wanted.set(connection, (wanted.get(connection) ?? 0) + 1);
    const before = await this.answers();
    const until = performance.now() + LONGEST_ROUND_MS;
    for (;;) {
      const answers = await this.answers();
      await onCheck();
      if ([...wanted].every(([name, count]) => answers.get(name) - before.get(name) >= count)) return;
      if (performance.now() > until) throw new Error('Not all jobs were polled in time.');
      await pause(SAMPLE_EVERY_MS);
    }
  }

  /** Processor time that Redis has used so far, microseconds. */
  async redisClock() {
    const { used_cpu_user: user, used_cpu_sys: system } = await this.#information('cpu');
    return (Number(user) + Number(system)) * 1e6;
  }

  /** Bytes that Redis has in use; and how many of them are event streams, whose length is bounded. */
  async redisMemory() {
    const used = Number((await this.#information('memory'))['used_memory']);
    const { store } = this;
    const sizes = await Promise.all(
      CONNECTIONS.map(({ name }) => store.redis.memory('USAGE', store.keys.events(name), 'SAMPLES', 0)),
    );
    return { used, streams: sizes.reduce((sum, bytes) => sum + Number(bytes ?? 0), 0) };
  }

  async #information(section) {
    const lines = (await this.store.redis.info(section)).split('\r\n');
    return Object.fromEntries(lines.filter((line) => line.includes(':')).map((line) => line.split(':', 2)));
  }

  async clear() {
    await this.store.redis.flushall();
  }

  async close() {
    await this.store.close();
  }
}
