import { createHash } from 'node:crypto';
import type { UpstreamName } from '../../apps/simulator/src/index.js';

/** The connections of a stage, and the upstream behind each. */
export const CONNECTIONS = {
  'hmc-lab': 'ibm-hmc',
  'otc-prod': 'otc-ims',
  'dm-prod': 'datameer',
  analyzer: 'hitachi-analyzer',
  'sbc-edge': 'oracle-sbc',
} as const satisfies Record<string, UpstreamName>;

export type ConnectionName = keyof typeof CONNECTIONS;

/** Keys of callers: everything; reading alone; everything, but a single connection. */
export const KEYS = {
  operator: 'stage-key-operator',
  reader: 'stage-key-reader',
  tracker: 'stage-key-tracker',
  datameerOnly: 'stage-key-datameer-only',
} as const;

export type KeyName = keyof typeof KEYS;

/** The variable in which only workers get the upstreams' password. */
export const PASSWORD_VARIABLE = 'STAGE_UPSTREAM_PASSWORD';
export const PASSWORD = 'jobgate-secret';

const EVERYTHING = ['jobs:read', 'jobs:track', 'jobs:operate', 'admin'];
const GRANTS: Record<KeyName, { scopes: string[]; connections: string[] }> = {
  operator: { scopes: EVERYTHING, connections: ['*'] },
  reader: { scopes: ['jobs:read'], connections: ['*'] },
  tracker: { scopes: ['jobs:read', 'jobs:track'], connections: ['*'] },
  datameerOnly: { scopes: EVERYTHING, connections: ['dm-prod'] },
};

export interface StageConnection {
  name: string;
  provider: string;
  url: string;
  auth: Record<string, unknown>;
  timeZone?: string;
  limits: Record<string, unknown>;
  refresh: Record<string, unknown>;
  options?: Record<string, unknown>;
}

/** What becomes the file of JOBGATE_CONFIG, which is YAML, of which JSON is a part. */
export interface StageConfiguration {
  redis: { url: string; prefix: string; encryptionKey?: string | string[] };
  gateway: { host: string; port: number; readWaitMs: number; [more: string]: unknown };
  worker?: { host?: string; port: number };
  telemetry?: Record<string, unknown>;
  access: {
    keys: { name: string; sha256: string; scopes: string[]; connections: string[] }[];
    [more: string]: unknown;
  };
  webhooks?: Record<string, unknown>;
  tracking: { retention: string; lostAfter: { answers: number; spread: string; grace: string } };
  connections: StageConnection[];
}

export function buildConfiguration(facts: {
  redisUrl: string;
  upstreams: Readonly<Record<UpstreamName, string>>;
}): StageConfiguration {
  return {
    redis: { url: facts.redisUrl, prefix: 'stage' },
    gateway: { host: '127.0.0.1', port: 0, readWaitMs: 2000 },
    access: {
      keys: Object.entries(KEYS).map(([name, key]) => ({
        name,
        sha256: createHash('sha256').update(key).digest('hex'),
        ...GRANTS[name as KeyName],
      })),
    },
    webhooks: { allowPrivateTargets: true },
    tracking: { retention: '1d', lostAfter: { answers: 3, spread: '2s', grace: '500ms' } },
    connections: Object.entries(CONNECTIONS).map(([name, provider]) => connectionOf(name, provider, facts.upstreams)),
  };
}

/** A connection to one of the simulated upstreams. */
export function connectionOf(
  name: string,
  provider: UpstreamName,
  upstreams: Readonly<Record<UpstreamName, string>>,
): StageConnection {
  const url = upstreams[provider];
  const password = `\${${PASSWORD_VARIABLE}}`;
  const login = provider === 'ibm-hmc' ? { userid: 'jobgate', password } : { user: 'jobgate', password };
  const cloud = { iamUrl: `${url}/v3`, domain: 'OTC-EU-DE-000000', project: 'eu-de' };
  return {
    name,
    provider,
    url,
    auth: provider === 'otc-ims' ? { ...login, ...cloud } : login,
    timeZone: 'UTC',
    limits: { concurrency: 8, requestsPerSecond: 500, timeout: '1s', maxResponseBytes: '8MB' },
    refresh: { min: '200ms', max: '2s' },
  };
}
