/** What servers answer while they cannot serve: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const SERVER_ERRORS =
  /^(LOADING|READONLY|UNBLOCKED|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|ASK|MOVED|OOM|MISCONF|NOREPLICAS|BUSY|ERR max number of clients)\b/;
/** Up to Redis 6.2 an error within a script stands inside another one. */
const WITHIN_A_SCRIPT = /^ERR Error running script .*: -(?=[A-Z]+ )/;
/** A node that gave the slot away while a script ran. */
const SLOT_MIGRATED = /attempted to access a non local key/;
/** What the client says when there is no server to ask. */
const UNREACHABLE =
  /Connection is closed|due to connection close|timed out|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|Stream isn't writeable|Socket timeout|startup nodes|Cluster (is|isn't)|Cluster redirections|Node is disconnected|sentinels are unreachable/;
/**
 * Some keys of a slot are here and some are at its next node: https://redis.io/docs/latest/commands/cluster-setslot/ ioredis then
 * tries any other node, which sends it back (`MOVED`), and so on.
 */
const MOVING = /^(TRYAGAIN\b|Too many Cluster redirections\b)/;

/** A job stands under the former name of its connection, and is found under the present one in a moment. */
export class ConnectionMoving extends Error {
  constructor(from: string, to: string) {
    super(`The jobs of ${from} are being moved to ${to}.`);
  }
}

/**
 * Whether an error means that Redis could not be reached or did not answer, or cannot tell yet, rather than that a command
 * was wrong.
 */
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

/** Whether the server that answered is a replica. */
export const isFromReplica = (error: Error): boolean => /^READONLY\b/.test(replyOf(error));

/** Whether the server that answered is still reading its data. */
export const isLoading = (error: Error): boolean => /^LOADING\b/.test(replyOf(error));

/** The user of Redis may not run a command, or not on these keys. */
export const isForbidden = (error: unknown): boolean => error instanceof Error && /^NOPERM\b/.test(replyOf(error));

const replyOf = ({ message }: Error): string => message.replace(WITHIN_A_SCRIPT, '');
