import { isAnswered } from '../clients/acting.client.js';
import { HeldJobs } from '../clients/held.jobs.js';
import { rest } from '../clients/loop.js';
import { readOne } from '../clients/reading.client.js';
import { RecordingClient } from '../clients/recording.client.js';
import { findSubscriptions, type RecordedReceiver } from '../clients/subscribing.client.js';
import type { World } from '../clients/world.js';
import { exchangesOf, receiptsOf, sightingsByJob } from '../history/history.views.js';
import { statesBetween, type Truth } from '../truth/truth.js';

const LOOK_EVERY_MS = 1_000;
/** Longer than what is left of a run. */
const AT_REST_FOR_MS = 300_000;
const AT_ONCE = 100;

/** Jobs that somebody tracked or started, and that nobody wanted to untrack. */
export function keptJobs({ recorder, jobs }: World): string[] {
  const untracked = new Set(exchangesOf(recorder.events, 'untrack').map(({ subject }) => subject));
  return [...new Set(jobs)].filter((id) => !untracked.has(id));
}

/**
 * Waits until nothing changes in truth, every job is known as it is, and was told so to every receiver, and every start is
 * answered; or until the time is up, and then the rules say what is missing.
 */
export async function settle(
  world: World,
  truthNow: () => Promise<Truth>,
  receivers: readonly RecordedReceiver[],
  withinMs: number,
): Promise<void> {
  const { recorder } = world;
  const client = new RecordingClient('settling', 'reader', world);
  const until = recorder.now() + withinMs;
  while (recorder.now() < until) {
    const truth = await truthNow();
    const ids = keptJobs(world);
    const known = await statesOf(client, ids);
    const now = recorder.now();
    const isSettled = (id: string) => {
      const job = truth.jobs[id];
      if (job === undefined) return true;
      const state = known.get(id) ?? '';
      const isAtRest = job.phases.every(({ from }) => from <= now || from > now + AT_REST_FOR_MS);
      return isAtRest && statesBetween(job, now, now).has(state) && isTold(world, receivers, truth, id, state);
    };
    if (ids.every(isSettled) && isEachStartAnswered(world)) return;
    await rest(LOOK_EVERY_MS, world.ending);
  }
}

/** A key whose gateway could not answer stays taken for ten seconds. */
function isEachStartAnswered({ recorder }: World): boolean {
  const last = new Map(exchangesOf(recorder.events, 'start').map((exchange) => [exchange.idempotencyKey, exchange]));
  return [...last.values()].every(({ answer }) => isAnswered(answer));
}

async function statesOf(client: RecordingClient, ids: readonly string[]): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const body = { ids: ids.slice(first, first + AT_ONCE) };
    const answer = await client.send({ operation: 'batch', method: 'POST', path: '/jobs/batch', body });
    for (const { id, state } of answer?.shown ?? []) known.set(id, state);
  }
  return known;
}

function isTold(
  { recorder }: World,
  receivers: readonly RecordedReceiver[],
  { visible }: Truth,
  id: string,
  state: string,
): boolean {
  const taken = receiptsOf(recorder.events).filter(
    (receipt) => receipt.subject === id && receipt.state === state && receipt.status < 300,
  );
  const connection = id.slice(0, id.indexOf('~'));
  return receivers
    .filter(({ owner, named }) => visible[owner.caller]?.includes(connection) && named?.has(id) !== false)
    .every(({ name }) => taken.some(({ receiver }) => receiver === name));
}

/** Reads everything at every gateway, for the rules to compare. */
export async function readAtLast(world: World, receivers: readonly RecordedReceiver[]) {
  const ids = keptJobs(world);
  await Promise.all(
    world.gateways().map(async (gateway) => {
      const client = new RecordingClient(`last reader of ${gateway.name}`, 'reader', world);
      const held = heldBy(world);
      for (const id of ids) {
        await readOne(client, held, id, true, gateway);
        await readOne(client, held, id, false, gateway);
      }
    }),
  );
  const client = new RecordingClient('historian', 'reader', world);
  for (const id of ids) await client.send({ operation: 'transitions', path: `/jobs/${id}/history`, subject: id });
  for (const receiver of receivers) {
    const { name, owner, subscription } = receiver;
    for (const subject of subscription === null ? await findSubscriptions(receiver) : [subscription]) {
      const resources = [name];
      await owner.send({ operation: 'subscription', path: `/webhooks/${subject}`, subject, resources });
      const path = `/webhooks/${subject}/deliveries?limit=200`;
      await owner.send({ operation: 'deliveries', path, subject, resources });
    }
  }
}

/** What readers hold from any time of the run: the oldest representation that came with an `ETag`. */
function heldBy({ recorder }: World): HeldJobs {
  const held = new HeldJobs();
  for (const [id, sightings] of sightingsByJob(recorder.events)) {
    const first = sightings.find(
      ({ event }) => event.kind === 'exchange' && event.operation === 'read' && event.answer?.etag != null,
    );
    if (first?.event.kind === 'exchange' && first.event.subject === id) held.note(first.event.answer!);
  }
  return held;
}
