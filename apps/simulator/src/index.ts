export type { CallReport } from './call.log.js';
export type { JobChange, JobOutcome, JobScript } from './job.script.js';
export { startSimulator } from './simulator.js';
export type { SimulatedUpstreams } from './simulated.upstreams.js';
export type { Simulator, SimulatorOptions } from './simulator.js';
export type { TroubleKind, TroubleScript } from './trouble.script.js';
export type { AddedJobs, JobView, UpstreamControl } from './upstream.control.js';
export { UPSTREAM_NAMES } from './upstream.name.js';
export type { UpstreamName } from './upstream.name.js';
