import type { Moment, Trouble } from '#libs/jobs';
import { CLOSED_CIRCUIT, type CircuitFacts } from '#libs/store';

/** Unreachable answers in a row that open the circuit. */
const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** A refused log-on may lock the account upstream: one try is enough, and the next is far away. */
const FIRST_REFUSAL_PAUSE_MS = 60_000;
const LONGEST_REFUSAL_PAUSE_MS = 15 * 60_000;

export const LOG_ON_REFUSED = 'log-on-refused';

/** Whether no log-on is tried because one was refused before `since`, when other credentials were configured. */
export function isRefusalBefore(circuit: CircuitFacts, since: Moment): boolean {
  if (circuit.status !== 'open' || circuit.cause !== LOG_ON_REFUSED || circuit.probeAt === null) return false;
  return circuit.probeAt - circuit.pauseMs < since;
}

/** `open`: no call. `probe`: one call, whose outcome decides. */
export type Admission = 'closed' | 'probe' | 'open';

export function admit(circuit: CircuitFacts, at: Moment): Admission {
  if (circuit.status === 'closed') return 'closed';
  return circuit.probeAt !== null && circuit.probeAt <= at ? 'probe' : 'open';
}

/** The circuit after one answered or failed call. `trouble` null: the upstream answered for itself. */
export function afterCall(circuit: CircuitFacts, trouble: Trouble | null, at: Moment): CircuitFacts {
  if (trouble?.code === 'aborted') return circuit;
  if (trouble?.code === LOG_ON_REFUSED) {
    return open(circuit, trouble, at, FIRST_REFUSAL_PAUSE_MS, LONGEST_REFUSAL_PAUSE_MS);
  }
  if (trouble?.kind !== 'unreachable') {
    return circuit.status === 'closed' && circuit.failures === 0 ? circuit : CLOSED_CIRCUIT;
  }
  const failures = circuit.failures + 1;
  if (circuit.status === 'closed' && failures < FAILURES_TO_OPEN) return { ...circuit, failures };
  return open(circuit, trouble, at, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
}

function open(
  circuit: CircuitFacts,
  trouble: Trouble,
  at: Moment,
  firstPauseMs: number,
  longestPauseMs: number,
): CircuitFacts {
  const isLate = circuit.status === 'open' && circuit.probeAt !== null && circuit.probeAt > at;
  if (isLate) return { ...circuit, failures: circuit.failures + 1 };
  const pauseMs = circuit.status === 'open' ? Math.min(circuit.pauseMs * 2, longestPauseMs) : firstPauseMs;
  return {
    status: 'open',
    failures: circuit.failures + 1,
    probeAt: at + Math.max(pauseMs, firstPauseMs),
    pauseMs: Math.max(pauseMs, firstPauseMs),
    cause: trouble.code,
  };
}
