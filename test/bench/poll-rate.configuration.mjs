const IAM_FACTS = { user: 'bench', domain: 'bench', project: 'bench' };

/** The five connections, each over another kind of upstream. */
export const CONNECTIONS = [
  { name: 'hmc-lab', provider: 'ibm-hmc', auth: { userid: 'bench' } },
  { name: 'otc-prod', provider: 'otc-ims', auth: IAM_FACTS, options: { projectId: 'bench' } },
  { name: 'dm-prod', provider: 'datameer', auth: { user: 'bench' } },
  { name: 'analyzer', provider: 'hitachi-analyzer', auth: { user: 'bench' } },
  { name: 'sbc-edge', provider: 'oracle-sbc', auth: { user: 'bench' } },
];

/** The configuration of one worker over the five upstreams, as text. `intervalMs`: between two polls of a job. */
export function workerConfiguration({ redisUrl, prefix, urls, concurrency, intervalMs }) {
  const connections = CONNECTIONS.map(({ name, provider, auth, options = {} }) => ({
    ...{ name, provider, options },
    url: urls[provider],
    auth: { ...auth, ...(auth === IAM_FACTS ? { iamUrl: urls[provider] } : {}), password: 'bench' },
    limits: { concurrency },
    refresh: { min: `${intervalMs}ms`, max: `${intervalMs}ms` },
  }));
  // JSON is YAML.
  return JSON.stringify({ redis: { url: redisUrl, prefix }, connections });
}
