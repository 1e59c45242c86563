import type { Moment, Trouble } from '#libs/jobs';
import { CLOSED_CIRCUIT, type CircuitBreakerStatus } from '#libs/store';

/** Unreachable answers in a row that open the circuit. */
const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** Where a refusal does not say when the account may be tried again. */
const REFUSAL_PAUSE_MS = 60_000;

export const LOG_ON_REFUSED = 'log-on-refused';

export const isLogOnRefused = ({ status, cause }: CircuitBreakerStatus): boolean =>
  status === 'open' && cause === LOG_ON_REFUSED;

/** `open`: no call. `probe`: one call, whose outcome decides. */
export type CircuitState = 'closed' | 'probe' | 'open';

export function stateAt(circuit: CircuitBreakerStatus, at: Moment): CircuitState {
  if (circuit.status === 'closed') return 'closed';
  return circuit.probeAt !== null && circuit.probeAt <= at ? 'probe' : 'open';
}

/** The circuit after one answered or failed call. `trouble` null: the upstream answered for itself. */
export function afterCall(circuit: CircuitBreakerStatus, trouble: Trouble | null, at: Moment): CircuitBreakerStatus {
  if (trouble?.code === 'aborted') return circuit;
  if (trouble?.code === LOG_ON_REFUSED) return openUntilNextTry(circuit, trouble, at);
  if (trouble?.kind !== 'unreachable') {
    return circuit.status === 'closed' && circuit.failures === 0 ? circuit : CLOSED_CIRCUIT;
  }
  const failures = circuit.failures + 1;
  if (circuit.status === 'closed' && failures < FAILURES_TO_OPEN) return { ...circuit, failures };
  return open(circuit, trouble, at);
}

/** The refusal contains the time at which the account may be tried again, which is the same for all connections that use it. */
function openUntilNextTry(circuit: CircuitBreakerStatus, trouble: Trouble, at: Moment): CircuitBreakerStatus {
  const pauseMs = trouble.retryAfterMs ?? REFUSAL_PAUSE_MS;
  return { status: 'open', failures: circuit.failures + 1, probeAt: at + pauseMs, pauseMs, cause: trouble.code };
}

function open(circuit: CircuitBreakerStatus, trouble: Trouble, at: Moment): CircuitBreakerStatus {
  const isLate = circuit.status === 'open' && circuit.probeAt !== null && circuit.probeAt > at;
  if (isLate) return { ...circuit, failures: circuit.failures + 1 };
  const pauseMs = circuit.status === 'open' ? Math.min(circuit.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
  return { status: 'open', failures: circuit.failures + 1, probeAt: at + pauseMs, pauseMs, cause: trouble.code };
}
