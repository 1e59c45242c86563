import type { Caller } from '#libs/access';
import { parseJobId, type JobAddress } from '#libs/jobs';
import { UnreadableRecord } from '#libs/store';
import type { CachedJob } from '../read-path/in-process/cached-job.js';
import type { ReadThroughCache } from '../read-path/read-through.cache.js';
import { groupByConnection } from '../jobs/by-connection.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import { readEach } from '../connections/partial-read.js';
import type { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import type { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';
import type { ReadJobsDto } from './batch.dto.js';

/** null: not tracked. `away`: stored where Redis is unreachable. */
type Answer = CachedJob | UnreadableRecord | 'away' | null;

/** Reads many jobs at once. Polls and tracks nothing. */
export class JobBatch {
  constructor(
    private readonly addresses: JobAddresses,
    private readonly cache: ReadThroughCache,
    private readonly stored: StoredJobReader,
    private readonly pointers: Pick<PointerReadsReporter, 'note'>,
  ) {}

  /** The items as JSON, each byte as one character, in the order requested. */
  async read({ ids, ifRevision }: ReadJobsDto, caller: Caller): Promise<string[]> {
    const revisions = ifRevision ?? {};
    const jobs = ids.map((id) => this.jobOf(id, caller));
    const known = await this.readMany(jobs.filter((job) => job !== null));
    for (const [job, answer] of known) this.noteRead(job, answer);
    return jobs.map((job, index) => {
      const id = ids[index]!;
      const answer = job === null ? null : known.get(job)!;
      return itemOf(id, answer, Object.hasOwn(revisions, id) ? revisions[id] : undefined);
    });
  }

  private noteRead(job: JobAddress, answer: Answer): void {
    if (answer === null || answer === 'away' || answer instanceof UnreadableRecord || answer.facts.kind === 'run')
      return;
    this.pointers.note(job);
    if (answer.isDormant) void this.stored.awaken(job).catch(() => undefined);
  }

  /** Throws when no connection can be read. */
  private async readMany(jobs: readonly JobAddress[]): Promise<Map<JobAddress, Answer>> {
    const { read, lost } = await readEach([...groupByConnection(jobs).values()], async (own) => {
      const answers = await this.cache.readMany(own);
      return own.map((job, index): [JobAddress, Answer] => [job, answers[index]!]);
    });
    return new Map([...read.flat(), ...lost.flat().map((job): [JobAddress, Answer] => [job, 'away'])]);
  }

  /** null: no such job, or hidden from the caller. */
  private jobOf(id: string, caller: Caller): JobAddress | null {
    const named = parseJobId(id);
    const address = named && this.addresses.present(named);
    return address !== null && this.addresses.connection(address.connection, caller) !== null ? address : null;
  }
}

function itemOf(id: string, answer: Answer, revision: number | undefined): string {
  const begin = `{"id":${asBytes(JSON.stringify(id))},"status":`;
  if (answer === null) return `${begin}404}`;
  if (answer === 'away') return `${begin}503}`;
  if (answer instanceof UnreadableRecord) return `${begin}500}`;
  return answer.revision === revision ? `${begin}304}` : `${begin}200,"job":${answer.body}}`;
}

const asBytes = (text: string): string => Buffer.from(text).toString('latin1');
