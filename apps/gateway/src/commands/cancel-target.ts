import type { Store } from '#libs/store';
import type { RequestCommand } from '../idempotency/request.command.js';
import type { AddressedJob, JobAddresses } from '../jobs/job.addresses.js';
import { ANY_AGE } from '../read-path/freshness.js';
import type { JobReader } from '../read-path/job.reader.js';
import type { Change } from '../idempotency/change.decorator.js';
import { ProblemException, retryLater } from '../problems/problem.exception.js';

/** Resolves the run that a cancel request is about. */
export class CancelTarget {
  constructor(
    private readonly store: Store,
    private readonly reader: JobReader,
    private readonly addresses: JobAddresses,
  ) {}

  /**
   * The run itself, or the one that a pointer points to. A pointer may point to another one by the time that the request is
   * repeated under its key: then the first one is meant all the same.
   */
  async meant(named: AddressedJob, { caller, command }: Change): Promise<AddressedJob> {
    const known = named.kind === 'pointer' && command.isRepeated ? await this.remembered(named, command) : null;
    if (known !== null) return this.addresses.of({ connection: named.connection, key: known }, caller);
    const reading = await this.reader.read(named, ANY_AGE);
    if (reading.kind === 'absent') throw new ProblemException('job-not-found');
    if (named.kind === 'run') return named;
    const { targetKey } = reading.kind === 'known' ? reading.record : { targetKey: null };
    if (reading.kind !== 'known') {
      throw retryLater('no-worker', 5, 'No worker could resolve the run that the pointer points to.');
    }
    if (targetKey === null) {
      throw new ProblemException('cancel-rejected', 'The pointer points to no run.', { upstreamCode: 'no-run' });
    }
    const key = command.since === null ? targetKey : await this.remember(named, command, targetKey);
    const target = this.addresses.of({ connection: named.connection, key }, caller);
    const isKnown = (await this.store.jobs.read(target)) !== null;
    if (!isKnown) await this.reader.read(target, ANY_AGE);
    return target;
  }

  /** Another gateway may have been first with the same key. */
  private async remember(named: AddressedJob, command: RequestCommand, targetKey: string): Promise<string> {
    await this.store.commands.finish(named.connection, command.name, command.name, targetKey);
    return (await this.remembered(named, command)) ?? targetKey;
  }

  private async remembered({ connection }: AddressedJob, { name }: RequestCommand): Promise<string | null> {
    const mark = await this.store.commands.read(connection, name);
    return mark?.status === 'done' ? (mark.outcome as string) : null;
  }
}
