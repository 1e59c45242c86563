import { parseConfiguration, type GatewayConfiguration } from '#libs/config';
import type { JobRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { pino } from 'pino';
import request from 'supertest';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import { TcpProxy } from '../../../test/stage/tcp.proxy.js';
import { ConfigApplier } from '../src/configuration/config.applier.js';
import { createGateway } from '../src/gateway.application.js';

export const KEY = 'test-key-of-the-operator';
export const READER_KEY = 'test-key-of-the-reader';
export const DATAMEER_KEY = 'test-key-of-datameer';

const sha256 = (key: string) => createHash('sha256').update(key).digest('hex');

const CONFIGURATION = (redisUrl: string) => ({
  redis: { url: redisUrl, prefix: 'test' },
  gateway: { host: '127.0.0.1', port: 0, readWaitMs: 150 },
  access: {
    quota: 'none',
    limits: { streams: 'none', waits: 'none' },
    keys: [
      { name: 'operator', sha256: sha256(KEY), scopes: ['admin'], connections: ['*'] },
      { name: 'reader', sha256: sha256(READER_KEY), scopes: ['jobs:read'], connections: ['*'] },
      { name: 'datameer', sha256: sha256(DATAMEER_KEY), scopes: ['admin'], connections: ['dm-prod'] },
    ],
  },
  connections: [
    { name: 'dm-prod', provider: 'datameer', url: 'https://datameer.example', auth: { user: 'u', password: 'p' } },
    { name: 'hmc-lab', provider: 'ibm-hmc', url: 'https://hmc.example:6794', auth: { userid: 'u', password: 'p' } },
  ],
});

/** A gateway in this process, over a Redis of its own, without any worker. */
export class GatewayStage {
  private constructor(
    readonly redis: RedisServer,
    readonly app: NestExpressApplication,
    readonly logged: string[],
    private configuration: GatewayConfiguration,
    /** What stands between the gateway and Redis. */
    readonly proxy: TcpProxy,
  ) {}

  /** `access`, `gateway`: what stands in the file beside or instead of the usual. `level`: from which on lines are kept. */
  static async open({
    access = {},
    gateway = {},
    level = 'warn',
  }: { access?: object; gateway?: object; level?: string } = {}): Promise<GatewayStage> {
    const redis = await openRedis();
    const proxy = await TcpProxy.open(redis.redis.port);
    const logged: string[] = [];
    const usual = CONFIGURATION(`redis://127.0.0.1:${proxy.port}`);
    const file = {
      ...usual,
      gateway: { ...usual.gateway, ...gateway },
      access: { ...usual.access, ...access },
    };
    const configuration = parseConfiguration(JSON.stringify(file), 'gateway', {});
    const logger = pino({ level }, { write: (line: string) => logged.push(line) });
    const app = await createGateway(configuration, logger);
    await app.listen(0, '127.0.0.1');
    return new GatewayStage(redis, app, logged, configuration, proxy);
  }

  /** Puts another configuration into force, as when the file has changed. */
  reconfigure(change: (configuration: GatewayConfiguration) => GatewayConfiguration): void {
    const before = this.configuration;
    this.configuration = change(before);
    this.app.get(ConfigApplier).applyConfig(this.configuration, before);
  }

  get server(): Server {
    return this.app.getHttpServer() as Server;
  }

  get store(): Store {
    return this.app.get(Store);
  }

  /** A call with the operator's key, or another one; null: without any. */
  call(
    method: 'get' | 'head' | 'post' | 'patch' | 'put' | 'delete' | 'options',
    path: string,
    key: string | null = KEY,
  ) {
    const call = request(this.server)[method](path);
    return key === null ? call : call.set('Authorization', `Bearer ${key}`);
  }

  /** Stores a job as a worker would have, with the revision that it has, whatever was forgotten before. */
  async has(record: JobRecord, extras: { resultText?: string; raw?: unknown } = {}): Promise<JobRecord> {
    await this.store.redis.del(this.store.keys.maxRemovedRevision(record.connection));
    await this.store.jobs.commit({
      base: null,
      revised: { record, hasChanged: true, transition: null },
      resultText: extras.resultText ?? null,
      lastResponse:
        extras.raw === undefined ? null : { at: record.changedAt, raw: extras.raw, truncated: false, exchange: null },
    });
    return record;
  }

  /** Lets connections look as if a worker cared for them. */
  async isCaredFor(...connections: string[]): Promise<void> {
    for (const connection of connections) await this.store.leases.hold([connection], 'a-worker', 60_000);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.proxy.close();
    await this.redis.close();
  }
}
