import { createHash } from 'node:crypto';
import { request } from 'undici';
import { freePort } from '../../scripts/processes/ports.mjs';

export const CONNECTION = 'otc-prod';
export const PREFIX = 'jobgate';
const KEY = 'bench-key';
/** What a caller sends who may read everything. */
export const AUTHORIZED = { Authorization: `Bearer ${KEY}` };

/**
 * A gateway as it is shipped, over the stage's Redis, with one connection; `settings` of its own beside that.
 * @param {{plainReads?: 'node' | 'front'}} [settings]
 * @returns {Promise<{url: string, pid(): number, clock(): number | null, stop(): Promise<void>}>}
 */
export async function startGateway(stage, settings = {}) {
  const port = await freePort();
  const sha256 = createHash('sha256').update(KEY).digest('hex');
  const nowhere = 'http://127.0.0.1:9';
  const auth = { iamUrl: nowhere, user: 'bench', password: 'bench', domain: 'bench', project: 'bench' };
  const configuration = {
    redis: { url: stage.redisUrl, prefix: PREFIX },
    // All callers come from one address.
    gateway: { host: '127.0.0.1', port, sockets: 'none', ...settings },
    access: {
      quota: 'none',
      limits: 'none',
      keys: [{ name: 'bench', sha256, scopes: ['jobs:read'], connections: ['*'] }],
    },
    connections: [{ name: CONNECTION, provider: 'otc-ims', url: nowhere, auth }],
  };
  const url = `http://127.0.0.1:${port}`;
  // JSON is YAML.
  const file = await stage.file(`jobgate.${port}.yaml`, JSON.stringify(configuration));
  return { url, ...(await stage.startApp('gateway', file, () => isUp(`${url}/health/live`))) };
}

export async function isUp(url) {
  const answer = await request(url).catch(() => null);
  await answer?.body.dump();
  return answer?.statusCode === 200;
}
