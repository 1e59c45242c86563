import { createHash } from 'node:crypto';

/** The variable from which workers read the simulator's password; a gateway is started without it. */
export const PASSWORD_VARIABLE = 'SIMULATOR_PASSWORD';
export const SIMULATOR_PASSWORD = 'jobgate-secret';

/** The five connections of the demo and the simulated upstream behind each. */
export const DEMO_CONNECTIONS = [
  {
    name: 'hmc-lab',
    provider: 'ibm-hmc',
    auth: { userid: 'jobgate' },
    options: (upstreams) => ({
      push: 'stomp',
      stompPort: Number(new URL(upstreams['ibm-hmc-stomp']).port),
      allowedOperations: ['/api/cpcs/*/operations/start', '/api/logical-partitions/*/operations/load'],
    }),
  },
  {
    name: 'otc-prod',
    provider: 'otc-ims',
    auth: (url) => ({ user: 'jobgate', iamUrl: `${url}/v3`, domain: 'OTC-EU-DE-000000', project: 'eu-de' }),
    options: {
      allowedOperations: ['/v2/cloudimages/action', '/v1/cloudimages/*/file', 'PUT /v1/cloudimages/*/upload'],
    },
  },
  { name: 'dm-prod', provider: 'datameer', auth: { user: 'jobgate' }, options: {} },
  { name: 'analyzer', provider: 'hitachi-analyzer', auth: { user: 'jobgate' }, options: {} },
  { name: 'sbc-edge', provider: 'oracle-sbc', auth: { user: 'jobgate' }, options: {} },
];

/**
 * The YAML file of the demo.
 * @param {{redisUrl: string, prefix: string, host: string, port: number, key: string, upstreams: Record<string, string>}} facts
 * `upstreams` holds the simulator's URL of each provider, and `ibm-hmc-stomp` that of its broker
 */
export function demoConfiguration({ redisUrl, prefix, host, port, key, upstreams }) {
  const sha256 = createHash('sha256').update(key).digest('hex');
  return `# Written by npm run demo; gone when it ends.
redis:
  url: ${text(redisUrl)}
  prefix: ${text(prefix)}
gateway: { host: ${text(host)}, port: ${port}, readWaitMs: 2000 }
access:
  anonymous: none
  keys:
    - name: demo
      sha256: ${sha256}
      scopes: ['jobs:read', 'jobs:track', 'jobs:operate', 'admin']
      connections: ['*']
webhooks: { allowPrivateTargets: true }
tracking: { retention: 1d, lostAfter: { answers: 3, spread: 10s, grace: 5s } }
connections:
${DEMO_CONNECTIONS.map((connection) => entry(connection, upstreams)).join('\n')}
`;
}

function entry({ name, provider, auth, options: given }, upstreams) {
  const url = upstreams[provider];
  const options = typeof given === 'function' ? given(upstreams) : given;
  const credentials = typeof auth === 'function' ? auth(url) : auth;
  return `  - name: ${name}
    provider: ${provider}
    url: ${text(url)}
    auth: ${text({ ...credentials, password: `\${${PASSWORD_VARIABLE}}` })}
    timeZone: UTC
    limits: { concurrency: 4, requestsPerSecond: 50, timeout: 5s, maxResponseBytes: 8MB }
    refresh: { min: 1s, max: 10s }
    options: ${text(options)}`;
}

/** JSON is YAML, and escapes whatever a value may hold; `${` would start a variable. */
function text(value) {
  return JSON.stringify(typeof value === 'string' ? value.replaceAll('${', () => '$${') : value);
}
