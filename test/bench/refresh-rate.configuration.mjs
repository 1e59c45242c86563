/** The configuration of one worker over the five upstreams, as text. `intervalMs`: between two looks at a job. */
export function workerConfiguration({ redisUrl, prefix, urls, concurrency, intervalMs }) {
  const connection = (name, provider, auth, options = {}) => ({
    name,
    provider,
    url: urls[provider],
    auth: { ...auth, password: 'bench' },
    limits: { concurrency },
    refresh: { min: `${intervalMs}ms`, max: `${intervalMs}ms` },
    options,
  });
  const iam = { iamUrl: urls['otc-ims'], user: 'bench', domain: 'bench', project: 'bench' };
  // JSON is YAML.
  return JSON.stringify({
    redis: { url: redisUrl, prefix },
    connections: [
      connection('hmc-lab', 'ibm-hmc', { userid: 'bench' }),
      connection('otc-prod', 'otc-ims', iam, { projectId: 'bench' }),
      connection('dm-prod', 'datameer', { user: 'bench' }),
      connection('analyzer', 'hitachi-analyzer', { user: 'bench' }),
      connection('sbc-edge', 'oracle-sbc', { user: 'bench' }),
    ],
  });
}
