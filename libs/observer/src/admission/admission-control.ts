import { trouble, type JobRecord, type Moment, type Trouble } from '#libs/jobs';
import {
  CLOSED_CIRCUIT,
  type CircuitBreakerStatus,
  type ConnectionStatusStore,
  type ConnectionHealth,
} from '#libs/store';
import type { Exchange } from '#libs/upstream';
import { NO_METRICS, type ConnectionMetrics } from '../connection-metrics.js';
import { AdmissionPass } from './admission-pass.js';
import { stateAt, afterCall, isLogOnRefused, LOG_ON_REFUSED, type CircuitState } from './circuit-breaker.js';
import { JobFaults } from './job-faults.js';
import { PresenceTracker } from './presence-tracker.js';
import { pauseAfter, pauseTakenOver } from './throttle.js';

const LATENCY_WEIGHT = 0.2;
const LEAST_WRITE_INTERVAL_MS = 5_000;
const TESTING_TAKES_MS = 1_000;

const MASS_ABSENCE = trouble(
  'not-found',
  'mass-absence',
  'The upstream knows neither this job nor most of the others that it knew a moment ago: it is the upstream that is in doubt.',
);

/** Decides whether a connection may be called now, and reports its status. */
export class AdmissionControl {
  private circuit: CircuitBreakerStatus = CLOSED_CIRCUIT;
  private throttledUntil: Moment | null = null;
  /** After a pause one call finds out whether it was long enough. */
  private isPauseUntested = false;
  private readonly faults = new JobFaults();
  readonly presence = new PresenceTracker();
  private latencyMs: number | null = null;
  private writtenAt = 0;
  private readonly passes = new Set<AdmissionPass>();
  private probe: AdmissionPass | null = null;
  /** As last reported. */
  private reportedInFlight = 0;

  constructor(
    private readonly connection: string,
    private readonly status: ConnectionStatusStore,
    private readonly now: () => Moment,
    private readonly meter: ConnectionMetrics = NO_METRICS,
  ) {}

  /**
   * Takes over what the last worker knew. Not that a log-on was refused where the present credentials are not refused any
   * more; returns whether it was so. Nor a pause that was asked for before `credentialsSince`.
   */
  async load(
    isRefused: () => Promise<boolean> = () => Promise.resolve(true),
    credentialsSince: Moment | null = null,
  ): Promise<boolean> {
    const facts = await this.status.read(this.connection);
    const isRefusalLifted = isLogOnRefused(facts.circuit) && !(await isRefused());
    this.circuit = isRefusalLifted ? CLOSED_CIRCUIT : facts.circuit;
    this.throttledUntil = pauseTakenOver(facts.throttledUntil, this.now(), credentialsSince);
    this.isPauseUntested = this.throttledUntil !== null;
    this.latencyMs = facts.latencyMs;
    this.reportedInFlight = facts.inFlight;
    this.presence.takeOver(this.now());
    const hasChanged = isRefusalLifted || this.throttledUntil !== facts.throttledUntil;
    const { circuit, throttledUntil } = this;
    if (hasChanged) await this.status.write(this.connection, { circuit, throttledUntil });
    return isRefusalLifted;
  }

  get isCircuitClosed(): boolean {
    return this.circuit.status === 'closed';
  }

  get probeAt(): Moment | null {
    return this.circuit.status === 'open' ? this.circuit.probeAt : null;
  }

  state(): CircuitState {
    const byCircuit = stateAt(this.circuit, this.now());
    const state = byCircuit === 'closed' && this.isPauseUntested && !this.isPaused ? 'probe' : byCircuit;
    return state === 'probe' && this.probe !== null ? 'open' : state;
  }

  /** How many of the calls that wait may be made together: one, where its outcome decides for the others. */
  batchSize(waiting: number): number {
    return this.state() === 'probe' ? 1 : waiting;
  }

  /** Admits calls until the pass is left, or refuses them. An open circuit admits one probe at a time. */
  enter(signal?: AbortSignal): AdmissionPass {
    const pass: AdmissionPass = new AdmissionPass(this.refusal(), () => this.leave(pass), signal);
    if (pass.refusal !== null) return pass;
    if (this.state() === 'probe') this.probe = pass;
    this.passes.add(pass);
    return pass;
  }

  /** Why no call may be made now; null when one may. */
  refusal(): Trouble | null {
    const now = this.now();
    if (this.throttledUntil !== null && this.throttledUntil > now) {
      return trouble('throttled', 'throttled', 'The upstream asked for a pause that is not over yet.', {
        retryAfterMs: this.throttledUntil - now,
      });
    }
    if (this.state() !== 'open') return null;
    if (this.circuit.status === 'closed') {
      const message = 'One call finds out whether the pause that the upstream asked for is over.';
      return trouble('throttled', 'throttled', message, { retryAfterMs: TESTING_TAKES_MS });
    }
    const cause = this.circuit.cause;
    const kind = cause === LOG_ON_REFUSED ? 'unauthorized' : 'unreachable';
    return trouble(kind, 'circuit-open', `No calls are made for now, after: ${cause ?? 'repeated failures'}.`);
  }

  /** Learns from one call; `key`: the job that it was about. */
  record(problem: Trouble | null, exchange: Exchange | null, inFlight: number, key: string | null = null): void {
    const at = this.now();
    const isJobs = key !== null && this.faults.isOwn(key, problem, at);
    if (problem === null && key !== null) this.presence.well(key, at);
    if (problem?.code !== 'aborted') this.meter.asked(problem?.kind ?? null);
    const before = this.circuit;
    this.circuit = afterCall(before, isJobs ? null : problem, at);
    this.throttle(problem, at);
    if (exchange?.status != null) {
      this.latencyMs =
        this.latencyMs === null
          ? exchange.milliseconds
          : this.latencyMs + LATENCY_WEIGHT * (exchange.milliseconds - this.latencyMs);
    }
    const isDue = at - this.writtenAt >= LEAST_WRITE_INTERVAL_MS || before !== this.circuit || problem !== null;
    if (isDue) this.publish(problem, inFlight, at);
    const refusal = this.refusal();
    // The probe is one call, whose own outcome ends it.
    if (refusal !== null) for (const pass of this.passes) if (pass !== this.probe) pass.refuse(refusal);
  }

  /** Why a denial of one job proves nothing: most other jobs are denied as well. null: it counts. */
  doubtAbout(problem: Trouble, record: JobRecord, at: Moment): Trouble | null {
    const isDoubtful = problem.kind === 'not-found' && this.presence.isDenialDoubtful(record, at);
    if (isDoubtful) this.reportTrouble(MASS_ABSENCE);
    return isDoubtful ? MASS_ABSENCE : null;
  }

  private leave(pass: AdmissionPass): void {
    this.passes.delete(pass);
    if (this.probe === pass) this.probe = null;
  }

  private get isPaused(): boolean {
    return this.throttledUntil !== null && this.throttledUntil > this.now();
  }

  private throttle(problem: Trouble | null, at: Moment): void {
    if (problem?.code === 'aborted') return;
    const pauseMs = problem === null ? 0 : pauseAfter(problem);
    if (pauseMs > 0) this.throttledUntil = at + pauseMs;
    this.isPauseUntested = this.isPaused || (this.isPauseUntested && problem?.kind === 'unreachable');
  }

  private reportTrouble({ kind, code, message }: Trouble): void {
    const lastTrouble = { kind, code, message, at: this.now() };
    this.status.write(this.connection, { lastTrouble }).catch(() => undefined);
  }

  /** Between the ends of calls: one that takes long is under way, and the last one to end leaves none. */
  reportInFlight(inFlight: number): void {
    if (inFlight === this.reportedInFlight) return;
    this.reportedInFlight = inFlight;
    this.status.write(this.connection, { inFlight }).catch(() => undefined);
  }

  private publish(problem: Trouble | null, inFlight: number, at: Moment): void {
    this.writtenAt = at;
    this.reportedInFlight = inFlight;
    const facts: Partial<ConnectionHealth> = {
      circuit: this.circuit,
      lastCheckAt: at,
      latencyMs: this.latencyMs,
      inFlight,
      throttledUntil: this.throttledUntil,
    };
    const isAnswer = problem === null || problem.kind === 'not-found';
    if (isAnswer) facts.lastSuccessAt = at;
    else facts.lastTrouble = { kind: problem.kind, code: problem.code, message: problem.message, at };
    // A failed report is repeated with the next one.
    this.status.write(this.connection, facts).catch(() => undefined);
  }
}
