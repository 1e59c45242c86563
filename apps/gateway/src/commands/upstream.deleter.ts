import { isFrozen } from '#libs/jobs';
import type { AddressedJob } from '../jobs/job.addresses.js';
import { ANY_AGE } from '../read-path/freshness.js';
import type { JobReader } from '../read-path/job.reader.js';
import { changeableOf } from '../read-path/response/job.headers.js';
import { ProblemException } from '../problems/problem.exception.js';
import { problemOf } from './outcome.problems.js';
import type { Change } from '../idempotency/change.decorator.js';
import type { UpstreamCommands } from './upstream.commands.js';

const CODES = { unsupported: 'delete-unsupported', rejected: 'delete-rejected' } as const;

/** Deletes the record of an ended job upstream. The record here stays. */
export class UpstreamDeleter {
  constructor(
    private readonly reader: JobReader,
    private readonly commands: UpstreamCommands,
  ) {}

  async delete(job: AddressedJob, { command, conditions }: Change): Promise<void> {
    if (!job.descriptor.capabilities.delete || job.kind === 'pointer') throw new ProblemException('delete-unsupported');
    const reading = await this.reader.read(job, ANY_AGE);
    if (reading.kind === 'absent') throw new ProblemException('job-not-found');
    if (reading.kind !== 'known' || !isFrozen(reading.record.state)) throw new ProblemException('job-not-ended');
    // Deleted already, by this very call.
    if (reading.record.deletedUpstreamAt !== null) return;
    // A command that was begun under the key before has met them.
    if (!(await this.commands.isKnown(job.connection, command))) conditions.check(changeableOf(reading.record));
    const outcome = await this.commands.carryOut<null>(job.connection, { does: 'delete', key: job.key }, command);
    if (outcome.result !== 'done') throw problemOf(outcome, CODES);
  }
}
