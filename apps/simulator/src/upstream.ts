import type { JobStore } from './job.store.js';
import type { ScriptedJob } from './job.snapshot.js';
import type { JobScript } from './job.script.js';
import type { PushPort } from './push.port.js';
import type { Random } from './random.js';
import type { UpstreamSettings } from './settings.js';
import type { UpstreamName } from './upstream.name.js';
import type { VendorResponses, Route } from './wire.js';

/** What every upstream is built from. */
export interface UpstreamContext {
  readonly now: () => number;
  readonly random: Random;
  /** Where this upstream can be reached; known once it listens. */
  readonly url: () => string;
  /** Gives the port up for so many milliseconds, soon after the answer that is being given. */
  readonly takeOffline: (milliseconds: number) => void;
}

/** One simulated upstream: its jobs, responses and routes. `Id` is how its jobs are named to the outside. */
export interface Upstream<Id = unknown> {
  readonly name: UpstreamName;
  readonly settings: UpstreamSettings;
  readonly jobs: JobStore;
  readonly routes: readonly Route[];
  readonly responses: VendorResponses;
  /** Adds one scripted job as if somebody had started it. */
  add(script: JobScript): ScriptedJob;
  forget(id: string): boolean;
  idOf(job: ScriptedJob): Id;
  /** The job's key as the gateway spells it. */
  keyOf(job: ScriptedJob): string;
  /** Ends all sessions; answers how many there were. Undefined where there are none. */
  expireSessions?(): number;
  /** Where it pushes notifications. */
  readonly push?: PushPort;
}
