/** How a scripted job ends. `vanish`: the upstream forgets it before its end. `stuck`: it never ends. */
export const JOB_OUTCOMES = ['succeeded', 'failed', 'canceled', 'warning', 'vanish', 'stuck'] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

/** What a cancel does: takes effect, is accepted and then ignored, or is refused as unsupported. */
export const CANCEL_EFFECTS = ['effective', 'ignored', 'refused'] as const;
export type CancelEffect = (typeof CANCEL_EFFECTS)[number];

/** The scripted course of one job: its state at any time follows from this and the clock alone. Times in milliseconds. */
export interface JobScript {
  /** The vendor's id; one that looks like the vendor's is made up if absent. */
  id?: string;
  operation?: string;
  name?: string;
  /** The job comes to exist this long after it was added (default 0). */
  startsInMs?: number;
  /** Waiting before the start, where the upstream has such a thing (default 0). */
  queuedMs?: number;
  durationMs: number;
  outcome: JobOutcome;
  /** Whether progress shows on the wire, where the upstream has any (default true). */
  progress?: boolean;
  /** A text `number:<digits>` in it is sent as that number: JavaScript would change those beyond 2^53. */
  result?: unknown;
  error?: { code: string; message: string };
  /** Sub-jobs, one level (OTC). */
  children?: JobScript[];
  /** Forces the raw status, whatever the time. */
  rawStatus?: string;
  cancel?: CancelEffect;
  /** From the request to cancel until it takes effect (default 500). */
  cancelMs?: number;
  /** How long the upstream remembers the job after its end (default: the vendor's time). */
  retainMs?: number;
  /** So many jobs of this script are added (default 1). */
  copies?: number;

  /** HMC: another user's job (404.1). */
  owner?: string;
  /** HMC: the caller may not see it (403.1). OTC: 403. */
  forbidden?: boolean;
  /** HMC: `job-status-code`; null leaves it out. */
  statusCode?: number | null;
  /** HMC: `job-reason-code`; null leaves it out. */
  reasonCode?: number | null;
  /** HMC: started over BCPii, so a call needs this `X-API-Target-Name` (else 400.2). */
  targetName?: string;

  /** OTC: how times are written. `legacy` also prints the field order of the older documents. */
  dates?: 'current' | 'legacy' | 'broken';

  /** Datameer: the configuration that runs; one is made up if absent. */
  configurationId?: number;
  fileId?: number;
  uuid?: string;
  path?: string;
  artifact?: 'import-job' | 'export-job' | 'workbook';
  records?: number;
  droppedRecords?: number;
  /** Datameer: the queue time reads WAITING_FOR_OTHER_JOB. */
  waitsForOther?: boolean;
  /** Datameer: only the configuration is made; the script serves for its first triggered run. */
  neverRun?: boolean;

  /** Hitachi: data set (default `defaultDs`). */
  dataset?: string;
  /** Hitachi: how many resources the made-up result has (default 10), and samples in each series (default 12). */
  resources?: number;
  samples?: number;
  /** Hitachi: `envelope` reports the failure by an error body in place of a status. */
  errorForm?: 'status' | 'envelope';
}

/** A change to a script. `endsInMs` moves the job's end to that long from now (0: it ends at once). */
export type JobChange = Partial<JobScript> & { endsInMs?: number };
