import { isFrozen, isTerminal, type JobState } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { Member, Truth } from './job.population.js';

/** One entry of a connection's event stream. */
export interface StreamEvent {
  /** When Redis took it, epoch milliseconds. */
  at: number;
  type: string;
  key: string;
  revision: number;
  from: string;
  to: string;
}

const AT_ONCE = 200;

/** All events of a connection, oldest first. */
export async function eventsOf(store: Store, connection: string): Promise<StreamEvent[]> {
  const entries = await store.redis.xrange(store.keys.events(connection), '-', '+');
  return entries.map(([id, words]) => {
    const fields: Record<string, string> = {};
    for (let index = 0; index < words.length; index += 2) fields[words[index]!] = words[index + 1]!;
    const { type = '', key = '', revision = '', from = '', to = '' } = fields;
    return { at: Number(id.split('-')[0]), type, key, revision: Number(revision), from, to };
  });
}

/** How many jobs of the connections have not ended. */
export async function countUnfinished(store: Store, connections: readonly string[]): Promise<number> {
  const counts = await Promise.all(connections.map((connection) => store.index.counts(connection)));
  return counts
    .flatMap((states) => Object.entries(states))
    .filter(([state]) => !isTerminal(state as JobState))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** What is wrong with the records of these jobs, in sentences; nothing, when each has met its true end once. */
export async function complaintsOf(
  store: Store,
  members: readonly Member[],
  truth: ReadonlyMap<string, Truth>,
): Promise<string[]> {
  const complaints: string[] = [];
  const names = [...new Set(members.map(({ connection }) => connection))];
  const views = new Map(await Promise.all(names.map(async (name) => [name, await viewOf(store, name)] as const)));
  for (let first = 0; first < members.length; first += AT_ONCE) {
    const some = members.slice(first, first + AT_ONCE);
    const found = await Promise.all(
      some.map((member) => complaintsAbout(store, member, truth.get(idOf(member)), views.get(member.connection)!)),
    );
    complaints.push(...found.flat());
  }
  for (const name of names) {
    const expected = members.filter(({ connection }) => connection === name).length;
    const { changed, started } = views.get(name)!;
    if (changed.size !== expected) complaints.push(`${name} has ${changed.size} jobs in its index, not ${expected}`);
    if (started.size !== expected)
      complaints.push(`${name} has ${started.size} jobs in order of start, not ${expected}`);
  }
  return complaints;
}

const idOf = ({ connection, key }: Member) => `${connection}~${key}`;

interface ConnectionView {
  events: Map<string, StreamEvent[]>;
  scheduled: Set<string>;
  expiring: Set<string>;
  changed: Set<string>;
  started: Set<string>;
  states: Map<string, string[]>;
}

async function viewOf(store: Store, connection: string): Promise<ConnectionView> {
  const { keys, redis } = store;
  const members = async (name: string) => new Set(await redis.zrangebyscore(name, '-inf', '+inf'));
  const states = new Map<string, string[]>();
  for (const state of Object.keys(await store.index.counts(connection)) as JobState[]) {
    for (const key of await members(keys.byState(connection, state))) {
      states.set(key, [...(states.get(key) ?? []), state]);
    }
  }
  const events = new Map<string, StreamEvent[]>();
  for (const event of await eventsOf(store, connection)) {
    events.set(event.key, [...(events.get(event.key) ?? []), event]);
  }
  return {
    events,
    states,
    scheduled: await members(keys.schedule(connection)),
    expiring: await members(keys.expiry(connection)),
    changed: await members(keys.byChange(connection)),
    started: await members(keys.byStart(connection)),
  };
}

async function complaintsAbout(
  store: Store,
  member: Member,
  truth: Truth | undefined,
  view: ConnectionView,
): Promise<string[]> {
  const wrong: string[] = [];
  const complain = (what: string) => wrong.push(`${idOf(member)} ${what}`);
  const stored = await store.jobs.read(member);
  if (!truth) complain('is unknown to the simulator');
  if (!stored) complain('has no record');
  if (!stored || !truth) return wrong;
  const { state, severity, revision, observation, expiresAt } = stored.record;
  if (state !== truth.state) complain(`is ${state} and was ${truth.state} in truth`);
  if (state === truth.state && severity !== truth.severity) complain(`has severity ${severity}, not ${truth.severity}`);
  if (isFrozen(state) && observation.nextCheckAt !== null) complain('has ended and a next check');
  if (isFrozen(state) && view.scheduled.has(member.key)) complain('has ended and is scheduled');
  if (!isFrozen(state) && !view.scheduled.has(member.key)) complain('has not ended for good and is not scheduled');
  if (!view.expiring.has(member.key) || expiresAt === null) complain('has ended and does not expire');
  const indexed = view.states.get(member.key) ?? [];
  if (indexed.join() !== state) complain(`stands in the index as ${indexed.join() || 'nothing'}, not ${state}`);

  const history = await store.jobs.history(member);
  const ends = history.filter(({ to }) => isTerminal(to));
  if (ends.length !== 1) complain(`has ended ${ends.length} times: ${history.map(({ to }) => to).join(' → ')}`);
  const steps = history.map(({ from, to }) => `${from}>${to}`).join(' ');
  const events = view.events.get(member.key) ?? [];
  const moves = events.filter(({ type, from, to }) => type === 'changed' && from !== to);
  const said = moves.map(({ from, to }) => `${from}>${to}`).join(' ');
  if (steps !== said) complain(`has the history ${steps} and the events ${said}`);
  if (events[0]?.type !== 'tracked' || events.filter(({ type }) => type === 'tracked').length !== 1) {
    complain('was not said to be tracked exactly once');
  }
  const touches = events.filter(({ type }) => type === 'touched');
  if (touches.some((touch) => touch.to !== state)) complain('was touched in another state than its last');
  const revisions = events.filter(({ type }) => type !== 'touched').map((event) => event.revision);
  const isRising = revisions.every((number, index) => index === 0 || number > revisions[index - 1]!);
  if (!isRising) complain(`has events with the revisions ${revisions.join(', ')}`);
  if (revisions.at(-1) !== revision) complain(`has revision ${revision}, and its last event ${revisions.at(-1)}`);
  return wrong;
}
