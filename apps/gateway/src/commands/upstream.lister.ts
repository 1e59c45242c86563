import type { Caller } from '#libs/access';
import type { ConnectionSettings } from '#libs/config';
import { formatJobId, isAddressable } from '#libs/jobs';
import { requesterOf, SHARE_USED, type CommandWish, type ListedDone } from '#libs/requests';
import { descriptorOf, type AddressedJob } from '../jobs/job.addresses.js';
import { timestamp } from '../jobs/job.presenter.js';
import { ProblemException, retryLater } from '../problems/problem.exception.js';
import type { UpstreamJobDto, UpstreamJobListDto, UpstreamRunListDto } from './commands.dto.js';
import { problemOf } from './outcome.problems.js';
import type { ListRange } from './list-range.query.js';
import type { UpstreamCommands } from './upstream.commands.js';

/** Lists jobs as upstreams do. Tracks nothing. */
export class UpstreamLister {
  constructor(private readonly commands: UpstreamCommands) {}

  async active(connection: ConnectionSettings, caller: Caller): Promise<UpstreamJobListDto> {
    if (!descriptorOf(connection).capabilities.list) throw new ProblemException('list-unsupported');
    return { jobs: await this.ask(connection.name, { does: 'list' }, requesterOf(caller.name), 'list-unsupported') };
  }

  async runs(pointer: AddressedJob, part: ListRange): Promise<UpstreamRunListDto> {
    const { descriptor, kind, connection, key, requester } = pointer;
    if (!descriptor.capabilities.runs || kind !== 'pointer') throw new ProblemException('runs-unsupported');
    const runs = await this.ask(connection, { does: 'runs', key, ...part }, requester, 'runs-unsupported');
    return { pointer: formatJobId(pointer), ...part, runs };
  }

  private async ask(
    connection: string,
    request: CommandWish,
    requester: string,
    unsupported: 'list-unsupported' | 'runs-unsupported',
  ): Promise<UpstreamJobDto[]> {
    const outcome = await this.commands.query<ListedDone[]>(connection, request, requester);
    if (outcome.result === 'done') return outcome.done.map((job) => presentListed(connection, job));
    if (outcome.result === 'unavailable' && outcome.code === SHARE_USED) throw shareUsed(outcome.retryAfterMs);
    if (outcome.result === 'refused' && outcome.reason === 'not-found') throw new ProblemException('job-not-found');
    // A list without an outcome has done no harm.
    if (outcome.result === 'unknown') throw problemOf({ ...UNUSABLE, message: outcome.message }, REFUSED);
    throw problemOf(outcome, { ...REFUSED, unsupported });
  }
}

const UNUSABLE = { result: 'unavailable', kind: 'malformed', code: 'no-answer', retryAfterMs: null } as const;
const REFUSED = { unsupported: 'list-unsupported', rejected: 'upstream-refused' } as const;

const shareUsed = (retryAfterMs: number | null) =>
  retryLater('share-used', Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1_000)));

function presentListed(connection: string, listed: ListedDone): UpstreamJobDto {
  const { key, startedAt, endedAt } = listed;
  const hasId = key !== null && isAddressable({ connection, key });
  return {
    ...listed,
    id: hasId ? formatJobId({ connection, key }) : null,
    startedAt: timestamp(startedAt),
    endedAt: timestamp(endedAt),
  };
}
