import type { Caller } from '#libs/access';
import type { Store } from '#libs/store';
import type { ConnectionStatusReader } from '../connections/connection.status.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import type { SummaryDto, SummaryGroupDto } from './summary.dto.js';
import type { Grouping, SummaryQuery } from './summary.query.js';

/** Counts jobs by the index alone, whose cost does not depend on the number of jobs. */
export class JobSummary {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly status: ConnectionStatusReader,
  ) {}

  async of({ groupBy, connections, providers, states }: SummaryQuery, caller: Caller): Promise<SummaryDto> {
    const wanted = this.addresses.chosen(caller, connections, providers);
    const { readable, unreachable } = await this.status.availabilityOf(wanted.map(({ name }) => name));
    const chosen = wanted.filter(({ name }) => readable.includes(name));
    const counts = await Promise.all(chosen.map(({ name }) => this.store.index.counts(name)));
    const counted = chosen.flatMap(({ name, provider }, index) =>
      states.map((state) => ({ connection: name, provider, state, count: counts[index]![state] })),
    );
    const groups = grouped(counted, groupBy);
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    return { groups, total, complete: unreachable.length === 0, unreachable };
  }
}

function grouped(counted: readonly Required<SummaryGroupDto>[], groupBy: readonly Grouping[]): SummaryGroupDto[] {
  const groups = new Map<string, SummaryGroupDto>();
  for (const { count, ...facts } of counted) {
    const shown = Object.fromEntries(groupBy.map((grouping) => [grouping, facts[grouping]]));
    const name = JSON.stringify(shown);
    groups.set(name, { ...shown, count: count + (groups.get(name)?.count ?? 0) });
  }
  return [...groups.values()].filter(({ count }) => count > 0);
}
