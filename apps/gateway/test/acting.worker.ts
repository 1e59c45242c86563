import { ProviderRegistry } from '#libs/providers';
import { ConnectionLeaseManager } from '#libs/observer';
import { connectRedis, Store } from '#libs/store';
import { pino } from 'pino';
import { scriptedCommandProvider, type ScriptedCommands } from '../../../test/contract/commands.provider.js';
import { harness } from '../../../test/contract/datameer.harness.js';
import { json, type Play } from '../../../test/contract/scripted-reply.js';
import { ScriptedUpstream } from '../../../test/contract/scripted-upstream.js';
import { eventually } from '../../../test/stage/eventually.js';
import type { RedisServer } from '../../../test/stage/redis-server.js';

const HOUR_MS = 3_600_000;

/** A worker in this process that cares for `dm-prod`, with an upstream that acts as a test says. */
export class ActingWorker {
  /** What the upstream says of a run. */
  readonly runs = new Map<string, string>();
  private leaseManager!: ConnectionLeaseManager;
  private store!: Store;

  private constructor(
    private readonly upstream: ScriptedUpstream,
    private readonly acts: ScriptedCommands,
  ) {}

  static async start(redis: RedisServer, acts: ScriptedCommands): Promise<ActingWorker> {
    const upstream = await ScriptedUpstream.start(() => ({ play: 'silence' }));
    const worker = new ActingWorker(upstream, acts);
    upstream.player = ({ target }) => worker.play(target);
    await worker.run(redis);
    return worker;
  }

  async stop(): Promise<void> {
    await this.leaseManager.stop();
    await this.store.close();
    await this.upstream.stop();
  }

  private async run({ location }: RedisServer): Promise<void> {
    this.store = Store.connect(location, 'test');
    const limits = { concurrency: 20, requestsPerSecond: null, timeoutMs: 2_000, maxResponseBytes: 1_000_000 };
    const refresh = { minMs: 200, maxMs: 1_000 };
    this.leaseManager = new ConnectionLeaseManager({
      connections: [{ ...harness.connection(this.upstream.url), name: 'dm-prod', limits, refresh }],
      tracking: { retentionMs: HOUR_MS, lostAfter: { answers: 3, spreadMs: 60_000, graceMs: 30_000 } },
      providers: new ProviderRegistry([scriptedCommandProvider(this.acts)]),
      store: this.store,
      logger: pino({ level: 'silent' }),
      queueAccess: {
        connect: () => connectRedis(location, { for: 'queue' }),
        workerPrefixes: (worker) => this.store.workerQueues.prefixes(worker),
        prefix: (connection) => this.store.keys.queuePrefix(connection),
      },
    });
    this.leaseManager.start();
    await eventually(() => expect(this.leaseManager.connections).toEqual(['dm-prod']), 15_000);
  }

  private play(target: string): Play {
    const [, path, key] =
      /^\/rest\/(job-execution\/job-details|job-configuration\/job-status)\/(.+)$/.exec(target) ?? [];
    const said = key === undefined ? undefined : this.runs.get(key);
    if (target === '/rest/jobs/list-running') return json(200, []);
    if (said === undefined) return json(404, {});
    if (path === 'job-configuration/job-status') return json(200, { id: Number(said), jobStatus: 'RUNNING' });
    return json(200, { jobStatus: said, counters: {} });
  }
}
