/** The five upstreams, named as the gateway's providers are. */
export const UPSTREAM_NAMES = ['ibm-hmc', 'otc-ims', 'datameer', 'hitachi-analyzer', 'oracle-sbc'] as const;

export type UpstreamName = (typeof UPSTREAM_NAMES)[number];

/** Every port: those of the upstreams, and the one on which the HMC notifies of ended jobs. */
export const PORT_NAMES = [...UPSTREAM_NAMES, 'ibm-hmc-stomp', 'control'] as const;
export type PortName = (typeof PORT_NAMES)[number];

export function isUpstreamName(value: string): value is UpstreamName {
  return (UPSTREAM_NAMES as readonly string[]).includes(value);
}
