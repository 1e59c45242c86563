import { isFrozen, type JobRecord } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { AddressedJob } from './job.addresses.js';
import type { ExplanationDto } from './job-details.dto.js';
import { timestamp } from './job.presenter.js';
import { tracked } from './job.tracker.js';

/** Explains the state of a job from what workers left in its record. */
export class JobExplainer {
  constructor(private readonly store: Store) {}

  async explain(job: AddressedJob): Promise<ExplanationDto> {
    const [stored, last] = await Promise.all([this.store.jobs.read(job), this.store.jobs.lastResponse(job)]);
    const { record } = tracked(stored);
    return {
      id: record.id,
      state: record.state,
      upstreamState: record.upstream.state,
      rule: record.rule,
      request: last?.exchange ? { ...last.exchange, at: timestamp(last.at) } : null,
      observation: record.observation.status,
      nextCheckAt: timestamp(record.observation.nextCheckAt),
      intervalMs: record.check?.intervalMs ?? null,
      reason: reasonOf(record),
      fresher: fresherBy(record, job),
    };
  }
}

function reasonOf(record: JobRecord): string {
  if (record.kind === 'run' && isFrozen(record.state)) return 'The job has ended: nothing more is expected.';
  if (record.observation.nextCheckAt === null) return 'The job can no longer be seen upstream.';
  if (record.check === null) return 'Not polled yet: due at once.';
  const { reason, forecast } = record.check;
  if (forecast?.basis !== 'durations') return reason;
  return `${reason}; an end is expected at ${timestamp(forecast.endAt)}, by the gateway's own estimate`;
}

function fresherBy(record: JobRecord, { descriptor, settings }: AddressedJob): string[] {
  if (record.observation.nextCheckAt === null) return [];
  const advice = ['Ask with `Cache-Control: no-cache` or `max-age=<seconds>`: one poll now, shared by all callers.'];
  if (record.check && record.check.intervalMs >= settings.refresh.maxMs) {
    advice.push(`A lower \`refresh.max\` of the connection (now ${settings.refresh.maxMs} ms).`);
  }
  if (descriptor.capabilities.push) advice.push('Push, where the upstream offers it: see the option `push`.');
  return advice;
}
