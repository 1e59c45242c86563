import { datameer } from './datameer/datameer.upstream.js';
import { hitachiAnalyzer } from './hitachi-analyzer/hitachi-analyzer.upstream.js';
import { ibmHmc } from './ibm-hmc/ibm-hmc.upstream.js';
import { oracleSbc } from './oracle-sbc/oracle-sbc.upstream.js';
import { otcIms } from './otc-ims/otc-ims.upstream.js';
import type { UpstreamControl } from './upstream.control.js';
import type { Upstream, UpstreamContext } from './upstream.js';
import type { UpstreamName } from './upstream.name.js';

/** The factory of each upstream. */
export const FACTORIES = {
  'ibm-hmc': ibmHmc,
  'otc-ims': otcIms,
  datameer,
  'hitachi-analyzer': hitachiAnalyzer,
  'oracle-sbc': oracleSbc,
} satisfies Record<UpstreamName, (context: UpstreamContext) => Upstream>;

type ControlOf<Made> =
  Made extends Upstream<infer Id>
    ? Made extends { settings: infer S extends object }
      ? UpstreamControl<Id, S>
      : never
    : never;

/** The same as the control API, by method and with each upstream's own ids and settings. */
export type SimulatedUpstreams = {
  readonly [Name in UpstreamName]: ControlOf<ReturnType<(typeof FACTORIES)[Name]>>;
};
