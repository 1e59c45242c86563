import type { Caller } from '#libs/access';
import { applyDescription, formatJobId, isDormant, newRecord, type Description, type JobRecord } from '#libs/jobs';
import type { Store, StoredJob } from '#libs/store';
import { COLLECTION } from '../http/preconditions.js';
import { parseMoment } from '../http/moments.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { TrackedJobs } from '../quota/tracked.jobs.js';
import type { JobWebhooks, NamedWebhook } from '../webhooks/job.webhooks.js';
import { descriptorOf, type AddressedJob, type JobAddresses } from './job.addresses.js';
import { changeableOf } from '../read-path/response/job.headers.js';
import type { JobReader } from '../read-path/job.reader.js';
import type { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import { MAX_LABELS } from './labels.validator.js';
import type { Change } from '../idempotency/change.decorator.js';
import type { TrackJobDto } from './track-job.dto.js';

export interface TrackedJob {
  record: JobRecord;
  isNew: boolean;
  /** The subscription that the request named. */
  webhook: NamedWebhook | null;
}

/** Tracks, describes and untracks jobs. */
export class JobTracker {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly webhooks: JobWebhooks,
    private readonly stored: StoredJobReader,
    private readonly reader: JobReader,
    private readonly tracked: TrackedJobs,
    private readonly now: () => number = store.clock.now,
  ) {}

  /**
   * Stores the job, due at once, unless it is tracked already. Conditions are about the list of all jobs. Throws
   * `too-many-tracked-jobs`.
   */
  async track(body: TrackJobDto, change: Change): Promise<TrackedJob> {
    const job = this.jobOf(body, change.caller);
    if (body.webhook == null) change.conditions.check(COLLECTION);
    const known = await this.store.jobs.read(job);
    const place = known === null ? await this.tracked.enter(job.requester, formatJobId(job)) : null;
    const webhook = await this.webhookOf(body, change).catch((error: unknown) => {
      place?.leave();
      throw error;
    });
    // Before tracking, so that its event is delivered; and after, as its former data may just have been deleted.
    if (webhook) await this.webhooks.name(job, webhook);
    const { name, labels } = body;
    const deadline = body.deadline ? parseMoment(body.deadline) : null;
    const track = (current: StoredJob | null) => {
      if (current !== null) return null;
      const { provider } = job.settings;
      const record = newRecord({ ...job, provider, trackedAt: this.now(), name, labels, deadline });
      return { revised: { record, hasChanged: true, transition: null } };
    };
    const { stored, written } = await this.store.jobs.acknowledge(job, track, known);
    // Another caller was first.
    if (!written) place?.leave();
    if (webhook) await this.webhooks.name(job, webhook);
    return { record: await this.wanted(job, stored!), isNew: written, webhook };
  }

  async describe(job: AddressedJob, description: Description, { conditions }: Change): Promise<JobRecord> {
    const { stored } = await this.store.jobs.acknowledge(job, (current) => {
      if (current === null) return null;
      const revised = applyDescription(current.record, description, this.now());
      if (Object.keys(revised.record.labels).length > MAX_LABELS) throw tooManyLabels();
      conditions.check(changeableOf(current.record));
      return { revised };
    });
    return this.wanted(job, tracked(stored));
  }

  /** Deletes the record here; the upstream is not called. */
  async untrack(job: AddressedJob, { conditions }: Change): Promise<void> {
    const place = await this.tracked.found(job.requester, formatJobId(job));
    const isForgotten = await this.store.jobs.remove(job, (current) => {
      if (current !== null) conditions.check(changeableOf(current));
    });
    if (!isForgotten) throw new ProblemException('job-not-found');
    place.leave();
  }

  private async webhookOf({ webhook }: TrackJobDto, change: Change): Promise<NamedWebhook | null> {
    return webhook == null ? null : this.webhooks.resolve(webhook, change);
  }

  /** Tracking and describing a pointer count as reads of it. */
  private async wanted(job: AddressedJob, stored: StoredJob): Promise<JobRecord> {
    const awakened = isDormant(stored.record) ? await this.stored.awaken(job, stored) : stored;
    const { record } = awakened ?? stored;
    this.reader.noteRead(record);
    return record;
  }

  private jobOf(body: TrackJobDto, caller: Caller): AddressedJob {
    const id = body.id ?? null;
    const connection = body.connection ?? null;
    const key = body.key ?? null;
    const url = body.url ?? null;
    if (id !== null && connection === null && key === null && url === null) return this.addresses.ofId(id, caller);
    if (id === null && connection !== null && url === null && key !== null) {
      return this.addresses.of({ connection, key }, caller);
    }
    if (id === null && connection !== null && url !== null && key === null) return this.ofUrl(connection, url, caller);
    throw new ProblemException(
      'invalid-request',
      'A job is named by id, by connection and key, or by connection and url.',
    );
  }

  private ofUrl(named: string, url: string, caller: Caller): AddressedJob {
    const { connection } = this.addresses.present({ connection: named, key: '' });
    const settings = this.addresses.connection(connection, caller);
    if (settings === null) throw new ProblemException('job-not-found');
    const key = descriptorOf(settings).keyFromUrl(url, settings);
    if (key === null) {
      throw new ProblemException('invalid-request', 'The URL names no job of this connection.', {
        errors: [{ pointer: '/url', detail: 'Must be the URL, path or Location value of a job of the connection.' }],
      });
    }
    return this.addresses.of({ connection, key }, caller);
  }
}

function tooManyLabels(): ProblemException {
  return new ProblemException('invalid-request', 'The job would have too many labels.', {
    errors: [{ pointer: '/labels', detail: `A job has at most ${MAX_LABELS} labels.` }],
  });
}

/** Throws `job-not-found`. */
export function tracked(stored: StoredJob | null): StoredJob {
  if (stored === null) throw new ProblemException('job-not-found');
  return stored;
}
