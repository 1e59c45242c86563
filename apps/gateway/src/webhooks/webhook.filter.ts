import type { Caller } from '#libs/access';
import type { SubscriptionFilter } from '#libs/webhooks';
import { parseMoment } from '../http/moments.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import type { Fault } from '../problems/problem.exception.js';
import type { FilterMembersDto } from './filter-members.dto.js';

/** The filter with what a body says of it: what is absent there stays, null takes it away. */
export function changedFilter(present: SubscriptionFilter, members: FilterMembersDto): SubscriptionFilter {
  const merged = <Value>(member: Value | null | undefined, before: Value | null): Value | null =>
    member === undefined ? before : member;
  const moment = (member: string | null | undefined, before: number | null): number | null =>
    member == null ? merged(member, before) : parseMoment(member);
  return {
    connection: merged(members.connection, present.connection),
    provider: merged(members.provider, present.provider),
    kind: merged(members.kind, present.kind),
    state: merged(members.state, present.state),
    severity: merged(members.severity, present.severity),
    observation: merged(members.observation, present.observation),
    operation: merged(members.operation, present.operation),
    label: merged(members.label, present.label),
    q: merged(members.q, present.q),
    updatedSince: moment(members.updatedSince, present.updatedSince),
    startedAfter: moment(members.startedAfter, present.startedAfter),
    startedBefore: moment(members.startedBefore, present.startedBefore),
  };
}

/** A fault for each connection that there is not, as far as the caller may know. */
export function unseenConnections(names: readonly string[], addresses: JobAddresses, caller: Caller): Fault[] {
  return names
    .map((name, index) => ({ name, pointer: `/connection/${index}` }))
    .filter(({ name }) => addresses.connection(name, caller) === null)
    .map(({ pointer }) => ({ pointer, detail: 'There is no connection of this name.' }));
}
