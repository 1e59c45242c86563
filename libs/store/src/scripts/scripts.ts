import { CLAIM, MOVE, UNSCHEDULE } from './claim.js';
import { REPLACE_VALUE } from './command.js';
import { COMMIT } from './commit.js';
import { DELETE_JOB } from './delete-job.js';
import { CLAIM_IDEMPOTENCY_KEY, UPDATE_IDEMPOTENCY_KEY } from './idempotency.js';
import { EXTEND_EXPIRY } from './extend-expiry.js';
import { READ_OUTLINES } from './outlines.js';
import { HEARTBEAT } from './heartbeat.js';
import { HOLD_KEY, HOLD_LEASES, RELEASE_KEY, RELEASE_LEASES } from './leases.js';
import { READ_INDEX_PAGE } from './page.js';
import { MARK_POINTERS_READ } from './pointers.js';
import { REPAIR_PARTITION, REPAIR_JOB_INDEXES, RAISE_VERSION } from './repair.js';
import { ADD_TRACKED_JOB, UPDATE_TRACKED_JOBS } from './tracking.js';
import {
  DROP_PARTITIONS,
  ENQUEUE_DELIVERIES,
  COMPLETE_DELIVERY,
  REPLACE_SUBSCRIPTION,
  LOG_DELIVERY,
} from './webhooks.js';

interface Script<Reply> {
  lua: string;
  /** Absent: the caller passes how many keys there are as the first argument. */
  numberOfKeys?: number;
  /** Only in the type. */
  reply?: Reply;
}

const script = <Reply = number>(lua: string, numberOfKeys?: number): Script<Reply> => ({ lua, numberOfKeys });

/** Every key that a script touches is among its keys: in a cluster, it runs to its end or not at all. */
export const SCRIPTS = {
  jobgateCommit: script<(number | string | null)[]>(COMMIT),
  jobgateClaim: script<(string | null)[]>(CLAIM, 1),
  jobgateUnschedule: script(UNSCHEDULE),
  jobgateMove: script(MOVE, 1),
  jobgateDeleteJob: script(DELETE_JOB),
  jobgateExtendExpiry: script(EXTEND_EXPIRY, 1),
  jobgateHoldLeases: script<number[]>(HOLD_LEASES, 1),
  jobgateReleaseLeases: script(RELEASE_LEASES, 1),
  jobgateHoldKey: script(HOLD_KEY, 1),
  jobgateReleaseKey: script(RELEASE_KEY, 1),
  jobgateHeartbeat: script<string[]>(HEARTBEAT, 3),
  jobgateReadIndexPage: script<string[]>(READ_INDEX_PAGE, 1),
  jobgateReadOutlines: script<(string | null)[]>(READ_OUTLINES),
  jobgateReplaceSubscription: script(REPLACE_SUBSCRIPTION, 2),
  jobgateEnqueueDeliveries: script<string[] | null>(ENQUEUE_DELIVERIES),
  jobgateCompleteDelivery: script(COMPLETE_DELIVERY, 3),
  jobgateDropPartitions: script(DROP_PARTITIONS),
  jobgateLogDelivery: script(LOG_DELIVERY, 3),
  jobgateClaimIdempotencyKey: script<string[]>(CLAIM_IDEMPOTENCY_KEY, 1),
  jobgateUpdateIdempotencyKey: script(UPDATE_IDEMPOTENCY_KEY, 1),
  jobgateReplaceValue: script(REPLACE_VALUE, 1),
  jobgateMarkPointersRead: script(MARK_POINTERS_READ),
  jobgateRepairJobIndexes: script<number[] | null>(REPAIR_JOB_INDEXES),
  jobgateRepairPartition: script<number[]>(REPAIR_PARTITION, 3),
  jobgateRaiseVersion: script(RAISE_VERSION, 1),
  jobgateAddTrackedJob: script(ADD_TRACKED_JOB, 1),
  jobgateUpdateTrackedJobs: script(UPDATE_TRACKED_JOBS, 1),
};

type ReplyOf<Entry> = Entry extends Script<infer Reply> ? Reply : never;

/** The scripts as commands of a client. */
export type StoreScripts = {
  [Name in keyof typeof SCRIPTS]: (...values: (string | Buffer | number)[]) => Promise<ReplyOf<(typeof SCRIPTS)[Name]>>;
};
