import type { JobScript } from '../../apps/simulator/src/index.js';
import { CONNECTIONS, type Stage, type StageConfiguration, type StageSimulator } from '../stage/index.js';
import { connectionOf } from '../stage/stage.configuration.js';

/** Further to those of the stage: its jobs are looked at every ten minutes, unless somebody insists. */
const SELDOM = { name: 'otc-archive', refresh: { min: '10m', max: '10m' } };
const UPSTREAMS = { ...CONNECTIONS, 'otc-archive': 'otc-ims' } as const;

const LASTING = { durationMs: 3_600_000, outcome: 'succeeded' } as const;
const UNDER_WAY = { durationMs: 600_000, outcome: 'succeeded' } as const;
const DONE = { durationMs: 300, outcome: 'succeeded' } as const;
const FAILED = { durationMs: 300, outcome: 'failed' } as const;

/** What the dashboard shows in its tests, and so in its pictures. */
const SCRIPTS = {
  lasting: ['dm-prod', 'Nightly load', LASTING],
  canceled: ['dm-prod', 'Load to cancel', LASTING],
  watched: ['hmc-lab', 'Start the partition', LASTING],
  measured: ['analyzer', 'Measure', { ...DONE, resources: 3 }],
  imported: ['otc-prod', 'Import debian-13', UNDER_WAY],
  clicks: ['dm-prod', 'Clickstream', UNDER_WAY],
  customers: ['dm-prod', 'Customers', DONE],
  invoices: ['dm-prod', 'Invoices of October', { ...DONE, outcome: 'warning', droppedRecords: 12 }],
  suppliers: ['dm-prod', 'Suppliers', FAILED],
  golden: ['otc-prod', 'Export the golden image', DONE],
  windows: ['otc-prod', 'Import windows-2025', FAILED],
  archived: ['otc-archive', 'Archive', LASTING],
  stopped: ['hmc-lab', 'Stop the partition', DONE],
  load: ['analyzer', 'Load of the week', DONE],
} as const satisfies Record<string, readonly [keyof typeof UPSTREAMS, string, JobScript]>;

export type ShownJob = keyof typeof SCRIPTS;

export const SHOWN_JOBS = Object.keys(SCRIPTS).length;
export const RUNNING_JOBS = Object.values(SCRIPTS).filter(([, , { durationMs }]) => durationMs > 300).length;

export function withConnectionOfSeldomLooks(configuration: StageConfiguration, { urls }: StageSimulator): void {
  configuration.connections.push({ ...connectionOf(SELDOM.name, 'otc-ims', urls), ...SELDOM });
}

/** Has all of them tracked; answers their ids. */
export async function trackShownJobs(stage: Stage): Promise<Record<ShownJob, string>> {
  const client = stage.client();
  const tracked = Object.entries(SCRIPTS).map(async ([job, [connection, name, script]]) => {
    const key = await stage.simulator.of(UPSTREAMS[connection]).add(script);
    const { id } = await client.track({ connection, key, name, labels: { team: 'bi' } });
    return [job, id] as const;
  });
  return Object.fromEntries(await Promise.all(tracked)) as Record<ShownJob, string>;
}
