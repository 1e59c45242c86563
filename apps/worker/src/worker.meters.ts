import type { ConnectionMetrics } from '#libs/observer';
import type { Metrics } from '#libs/telemetry';
import type { CallOutcome, CallObserver } from '#libs/upstream';
import type { DeliveryStatus } from '#libs/webhooks';
import { tracedCall } from './traced-call.js';

/** Counts what this worker does for each connection. */
export class WorkerMeters {
  private readonly calls;
  private readonly callDurations;
  private readonly answers;
  private readonly lateness;
  private readonly detectionLags;
  private readonly unreadable;
  private readonly webhooks;

  constructor(metrics: Metrics) {
    this.calls = metrics.counter('jobgate_upstream_calls_total');
    this.callDurations = metrics.histogram('jobgate_upstream_call_duration_seconds');
    this.answers = metrics.counter('jobgate_upstream_answers_total');
    this.lateness = metrics.histogram('jobgate_check_lateness_seconds');
    this.detectionLags = metrics.histogram('jobgate_detection_lag_seconds');
    this.unreadable = metrics.counter('jobgate_unreadable_jobs_total');
    this.webhooks = metrics.counter('jobgate_webhook_tries_total');
  }

  connectionMetrics(connection: string): ConnectionMetrics {
    const answered = this.answers.of({ connection, trouble: 'none' });
    const late = this.lateness.of({ connection });
    const detected = this.detectionLags.of({ connection });
    const unreadable = this.unreadable.of({ connection });
    return {
      asked: (trouble) => {
        const answers = trouble === null ? answered : this.answers.of({ connection, trouble });
        answers.value += 1;
      },
      late: (milliseconds) => late.add(milliseconds / 1000),
      detected: (milliseconds) => detected.add(milliseconds / 1000),
      unreadable: (jobs) => void (unreadable.value += jobs),
    };
  }

  callObserver(connection: string): CallObserver {
    const durations = this.callDurations.of({ connection });
    const ended = (outcome: CallOutcome) => {
      const { status, milliseconds } = outcome.exchange;
      const trouble = 'trouble' in outcome ? outcome.trouble.kind : 'none';
      this.calls.of({ connection, status: classOf(status), trouble }).value += 1;
      durations.add(milliseconds / 1000);
    };
    return { onCallStart: (call) => tracedCall(connection, call, ended) };
  }

  webhookAttempts(connection: string): (outcome: DeliveryStatus) => void {
    return (outcome) => void (this.webhooks.of({ connection, outcome }).value += 1);
  }
}

const classOf = (status: number | null): string => (status === null ? 'none' : `${Math.floor(status / 100)}xx`);
