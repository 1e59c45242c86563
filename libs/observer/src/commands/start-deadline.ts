import type { UpstreamLimits } from '#libs/upstream';

/** Calls of one start, one after another: a log-on, a look, the call itself, and each again after another log-on. */
const MOST_CALLS = 6;
/** Until it is their turn, as the limits of the connection have it. */
const TURNS_MS = 20_000;
/** A run that was started is written down, also when Redis is away for so long. */
export const WRITE_FOR_MS = 20_000;
/** What a process that stood still needs to come to itself. */
const SLACK_MS = 10_000;

/** A start that takes longer than this is given up. */
export function startWithinMs({ timeoutMs }: Pick<UpstreamLimits, 'timeoutMs'>): number {
  return MOST_CALLS * timeoutMs + TURNS_MS;
}

/** A start that was begun longer ago than this, and has no result, is abandoned: it has no outcome. */
export function inHandForMs(limits: Pick<UpstreamLimits, 'timeoutMs'>): number {
  return startWithinMs(limits) + WRITE_FOR_MS + SLACK_MS;
}
