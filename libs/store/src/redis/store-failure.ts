/** Errors of servers that cannot serve: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const SERVER_ERRORS =
  /^(LOADING|READONLY|UNBLOCKED|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|ASK|MOVED|OOM|MISCONF|NOREPLICAS|BUSY|ERR max number of clients)\b/;
/** Up to Redis 6.2 an error of a script is nested. */
const WITHIN_A_SCRIPT = /^ERR Error running script .*: -(?=[A-Z]+ )/;
/** A node that gave the slot away while a script ran. */
const SLOT_MIGRATED = /attempted to access a non local key/;
/** Errors of the client without a server. */
const UNREACHABLE =
  /Connection is closed|due to connection close|timed out|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|Stream isn't writeable|Socket timeout|startup nodes|Cluster (is|isn't)|Cluster redirections|Node is disconnected|sentinels are unreachable/;
/**
 * Keys of a slot are on two nodes: https://redis.io/docs/latest/commands/cluster-setslot/ ioredis then follows
 * redirections until it gives up.
 */
const MOVING = /^(TRYAGAIN\b|Too many Cluster redirections\b)/;

/** The job is under the former name of its connection, and will be under the present one soon. */
export class ConnectionMoving extends Error {
  constructor(from: string, to: string) {
    super(`The jobs of ${from} are being moved to ${to}.`);
  }
}

/** Whether Redis was unreachable or could not serve, rather than rejected a wrong command. */
export function isStoreFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof ConnectionMoving) return true;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'ClusterAllFailedError') return true;
  return SERVER_ERRORS.test(replyOf(error)) || SLOT_MIGRATED.test(error.message) || UNREACHABLE.test(error.message);
}

/** Whether a command over several keys could not be served because their slot is on the move, however often it was tried. */
export function isSlotMoving(error: unknown): boolean {
  return error instanceof Error && MOVING.test(error.message);
}

export const isFromReplica = (error: Error): boolean => /^READONLY\b/.test(replyOf(error));

export const isLoading = (error: Error): boolean => /^LOADING\b/.test(replyOf(error));

/** The user of Redis may not run a command, or not on these keys. */
export const isForbidden = (error: unknown): boolean => error instanceof Error && /^NOPERM\b/.test(replyOf(error));

const replyOf = ({ message }: Error): string => message.replace(WITHIN_A_SCRIPT, '');
