import { trouble, type Trouble } from '#libs/jobs';
import { CLOSED_CIRCUIT, type CircuitBreakerStatus } from '#libs/store';
import { stateAt, afterCall, LOG_ON_REFUSED } from './circuit-breaker.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const unreachable = trouble('unreachable', 'timeout', 'No answer.');
const refused = trouble('unauthorized', LOG_ON_REFUSED, 'No.');

/** The circuit after these outcomes, all at one moment. */
const after = (outcomes: (Trouble | null)[], from: CircuitBreakerStatus = CLOSED_CIRCUIT, at = 0) =>
  outcomes.reduce((circuit, outcome) => afterCall(circuit, outcome, at), from);
const times = (count: number, outcome: Trouble) => Array.from({ length: count }, () => outcome);
const opened = after(times(5, unreachable));

describe('a closed circuit', () => {
  it.each([0, 1, 2, 3, 4])('stays closed after %i failures', (count) => {
    expect(after(times(count, unreachable)).status).toBe('closed');
  });

  it('opens with the fifth failure in a row, for two seconds', () => {
    expect(opened).toEqual({ status: 'open', failures: 5, probeAt: 2 * SECOND, pauseMs: 2 * SECOND, cause: 'timeout' });
  });

  it.each([
    ['an answer', null],
    ['a not-found answer', trouble('not-found', 'not-found', 'None.')],
    ['an answer that cannot be used', trouble('malformed', 'invalid-json', 'No JSON.')],
    ['a refusal', trouble('unauthorized', 'credentials-refused', 'No.')],
    ['a throttling answer', trouble('throttled', 'throttled', 'Slowly.')],
  ])('counts anew after %s', (_what, outcome) => {
    expect(after([...times(4, unreachable), outcome, ...times(4, unreachable)]).status).toBe('closed');
  });

  it('learns nothing from calls that were given up', () => {
    const aborted = trouble('unreachable', 'aborted', 'Given up.');
    expect(after(times(9, aborted))).toBe(CLOSED_CIRCUIT);
    expect(after([...times(4, unreachable), aborted, unreachable]).status).toBe('open');
  });

  it('opens with the first refused log-on, for a minute', () => {
    expect(after([refused])).toMatchObject({ status: 'open', probeAt: MINUTE, cause: LOG_ON_REFUSED });
  });

  it('is the same object while nothing changes', () => {
    expect(afterCall(CLOSED_CIRCUIT, null, 1)).toBe(CLOSED_CIRCUIT);
  });
});

describe('an open circuit', () => {
  it('lets nothing through before its time, and a probe from then on', () => {
    expect(stateAt(CLOSED_CIRCUIT, 0)).toBe('closed');
    expect([0, 2 * SECOND - 1, 2 * SECOND, MINUTE].map((at) => stateAt(opened, at))).toEqual([
      'open',
      'open',
      'probe',
      'probe',
    ]);
  });

  it('closes with the first answer', () => {
    expect(afterCall(opened, null, 2 * SECOND)).toBe(CLOSED_CIRCUIT);
  });

  it('doubles its pause with each probe that fails, up to a minute', () => {
    const pauses: number[] = [];
    let circuit = opened;
    for (let probe = 0; probe < 8; probe += 1) {
      circuit = afterCall(circuit, unreachable, circuit.probeAt!);
      pauses.push(circuit.pauseMs / SECOND);
    }
    expect(pauses).toEqual([4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it('stays open until the account may be tried again, as each refusal says', () => {
    const until = (minutes: number) =>
      trouble('unauthorized', LOG_ON_REFUSED, 'No.', { retryAfterMs: minutes * MINUTE });
    const circuit = after([until(1), until(15)], CLOSED_CIRCUIT, SECOND);
    expect(circuit).toMatchObject({ probeAt: SECOND + 15 * MINUTE, pauseMs: 15 * MINUTE });
  });

  it('is not kept open for longer by failures of calls that were under way when it opened', () => {
    const late = after(times(20, unreachable), opened, SECOND);
    expect(late).toEqual({ ...opened, failures: 25 });
  });

  it('waits longer at once when a probe finds the log-on refused', () => {
    const circuit = afterCall(opened, refused, opened.probeAt!);
    expect(circuit.probeAt).toBe(2 * SECOND + MINUTE);
  });
});
