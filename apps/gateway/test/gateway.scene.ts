import { parseConfiguration, type GatewayConfiguration } from '#libs/config';
import type { JobRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import { createLogger } from '#libs/telemetry';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { createHash } from 'node:crypto';
import type { ClusterRedis } from '../../../test/stage/cluster.js';
import { locationOf, openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import type { SentinelRedis } from '../../../test/stage/sentinel.js';
import { Refusals } from '../src/access/refusals.js';
import { createGateway, stopGateway } from '../src/gateway.application.js';
import { FastPathAdapter } from '../src/fast-path/fast-path.adapter.js';
import { FastPathHandler } from '../src/fast-path/fast-path.handler.js';

/** Callers: of everything; of Datameer alone; one who may not read. */
export const KEYS = { reader: 'key-of-reader', narrow: 'key-of-narrow', tracker: 'key-of-tracker' };

const PLACES = {
  'in front of Node.js': { Adapter: FastPathAdapter, plainReads: 'front' },
  'in front of the framework': { Adapter: FastPathAdapter, plainReads: 'node' },
  'by the framework': { Adapter: ExpressAdapter, plainReads: 'node' },
} as const;

export interface RunningGateway {
  url: string;
  app: NestExpressApplication;
  /** How many requests Node.js has read so far: the others were answered in front of it. */
  readByNode(): number;
  /** How many of these the framework has got. */
  handedOver(): number;
}

/** Gateways over one Redis, without workers and upstreams. */
export class GatewayScene {
  private readonly gateways: RunningGateway[] = [];

  private constructor(
    readonly server: RedisServer,
    readonly store: Store,
    private readonly redisUrl = server.redis.url,
  ) {}

  static async open(): Promise<GatewayScene> {
    const server = await openRedis(['--appendonly', 'yes']);
    return new GatewayScene(server, Store.connect(server.location, 'test'));
  }

  /** Over what a sentinel calls the master at the time. */
  static overSentinel({ master, location, url, close }: SentinelRedis): GatewayScene {
    const server = { redis: master, location: locationOf(master.port), close };
    return new GatewayScene(server, Store.connect(location, 'test'), url);
  }

  /** Over a Redis Cluster. */
  static overCluster({ nodes, url, close }: ClusterRedis): GatewayScene {
    const server = { redis: nodes[0]!, location: locationOf(nodes[0]!.port), close };
    const withoutLogin = { tls: false, username: null, password: null };
    const addresses = nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
    return new GatewayScene(server, Store.connect({ kind: 'cluster', nodes: addresses, ...withoutLogin }, 'test'), url);
  }

  /** `answers`: who answers at the earliest. */
  async start({
    answers = 'in front of the framework',
  }: { answers?: keyof typeof PLACES } = {}): Promise<RunningGateway> {
    const logger = createLogger({ service: 'gateway', level: 'fatal' });
    const { Adapter, plainReads } = PLACES[answers];
    const configuration = configurationOf(this.redisUrl);
    configuration.gateway.plainReads = plainReads;
    const app = await createGateway(configuration, logger, new Adapter());
    const counts = countRequests(app.get(FastPathHandler));
    throttleNobody(app.get(Refusals));
    await app.listen(0, '127.0.0.1');
    const gateway = { url: await app.getUrl(), app, ...counts };
    this.gateways.push(gateway);
    return gateway;
  }

  /** Stores a job with the revision that it has, whatever was forgotten before. */
  async put(record: JobRecord): Promise<void> {
    const { connection, key } = record;
    await this.store.redis.del(this.store.keys.maxRemovedRevision(connection));
    await this.store.jobs.update({ connection, key }, () => ({
      revised: { record, hasChanged: true, transition: null },
    }));
  }

  async close(): Promise<void> {
    await Promise.all(this.gateways.map(({ app }) => stopGateway(app, 100)));
    await this.store.close();
    await this.server.close();
  }
}

function configurationOf(redisUrl: string): GatewayConfiguration {
  const key = (name: keyof typeof KEYS, scopes: string[], connections: string[]) => ({
    name,
    sha256: createHash('sha256').update(KEYS[name]).digest('hex'),
    scopes,
    connections,
  });
  const connection = (name: string, provider: string, auth: Record<string, string>) => ({
    name,
    provider,
    url: 'https://127.0.0.1:9',
    auth: { ...auth, password: 'x' },
  });
  const text = JSON.stringify({
    redis: { url: redisUrl, prefix: 'test' },
    gateway: { host: '127.0.0.1', port: 0, readWaitMs: 50 },
    access: {
      quota: 'none',
      limits: { streams: 'none', waits: 'none' },
      keys: [
        key('reader', ['jobs:read', 'jobs:track'], ['*']),
        key('narrow', ['jobs:read'], ['dm-prod']),
        key('tracker', ['jobs:track'], ['*']),
      ],
    },
    connections: [
      connection('dm-prod', 'datameer', { user: 'x' }),
      connection('hmc-lab', 'ibm-hmc', { userid: 'x' }),
      connection('sbc-edge', 'oracle-sbc', { user: 'x' }),
    ],
  });
  return parseConfiguration(text, 'gateway', {});
}

/** What one request is answered is not to depend on how many were refused before. */
function throttleNobody(refusals: Refusals): void {
  refusals.charge = () => null;
}

function countRequests(reads: FastPathHandler): Pick<RunningGateway, 'readByNode' | 'handedOver'> {
  let [readByNode, handedOver] = [0, 0];
  const serve = reads.serve.bind(reads);
  reads.serve = (request, response, next) => {
    readByNode += 1;
    serve(request, response, (...exchange) => {
      handedOver += 1;
      next(...exchange);
    });
  };
  return { readByNode: () => readByNode, handedOver: () => handedOver };
}
