/** The five upstreams, named as the gateway's providers are. */
export const UPSTREAM_NAMES = ['ibm-hmc', 'otc-ims', 'datameer', 'hitachi-analyzer', 'oracle-sbc'] as const;

export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

export function isUpstreamName(value: string): value is UpstreamName {
  return (UPSTREAM_NAMES as readonly string[]).includes(value);
}
