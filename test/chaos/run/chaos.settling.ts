import { isAnswered } from '../clients/commanding.client.js';
import { CachedJobs } from '../clients/cached.jobs.js';
import { rest } from '../clients/loop.js';
import { readOne } from '../clients/reading.client.js';
import { RecordingClient } from '../clients/recording.client.js';
import { findSubscriptions, type RecordedReceiver } from '../clients/subscribing.client.js';
import type { ChaosContext } from '../clients/chaos.context.js';
import { exchangesOf, receiptsOf, snapshotsByJob } from '../history/history.views.js';
import { statesBetween, type Truth } from '../truth/truth.js';

const LOOK_EVERY_MS = 1_000;
/** Longer than what is left of a run. */
const AT_REST_FOR_MS = 300_000;
const AT_ONCE = 100;

/** Jobs that somebody tracked or started, and that nobody wanted to untrack. */
export function keptJobs({ recorder, jobs }: ChaosContext): string[] {
  const untracked = new Set(exchangesOf(recorder.events, 'untrack').map(({ subject }) => subject));
  return [...new Set(jobs)].filter((id) => !untracked.has(id));
}

/**
 * Waits until nothing changes in truth, every job is known correctly, and was sent so to every receiver, and every start is
 * answered; or until the time is up, and then the rules say what is missing.
 */
export async function settle(
  context: ChaosContext,
  truthNow: () => Promise<Truth>,
  receivers: readonly RecordedReceiver[],
  withinMs: number,
): Promise<void> {
  const { recorder } = context;
  const client = new RecordingClient('settling', 'reader', context);
  const until = recorder.now() + withinMs;
  while (recorder.now() < until) {
    const truth = await truthNow();
    const ids = keptJobs(context);
    const known = await statesOf(client, ids);
    const now = recorder.now();
    const isSettled = (id: string) => {
      const job = truth.jobs[id];
      if (job === undefined) return true;
      const state = known.get(id) ?? '';
      const isAtRest = job.phases.every(({ from }) => from <= now || from > now + AT_REST_FOR_MS);
      return isAtRest && statesBetween(job, now, now).has(state) && isTold(context, receivers, truth, id, state);
    };
    if (ids.every(isSettled) && isEachStartAnswered(context)) return;
    await rest(LOOK_EVERY_MS, context.ending);
  }
}

/** A key whose gateway could not answer stays taken for ten seconds. */
function isEachStartAnswered({ recorder }: ChaosContext): boolean {
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
  { recorder }: ChaosContext,
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
export async function readAtLast(context: ChaosContext, receivers: readonly RecordedReceiver[]) {
  const ids = keptJobs(context);
  await Promise.all(
    context.gateways().map(async (gateway) => {
      const client = new RecordingClient(`last reader of ${gateway.name}`, 'reader', context);
      const held = heldBy(context);
      for (const id of ids) {
        await readOne(client, held, id, true, gateway);
        await readOne(client, held, id, false, gateway);
      }
    }),
  );
  const client = new RecordingClient('historian', 'reader', context);
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
function heldBy({ recorder }: ChaosContext): CachedJobs {
  const held = new CachedJobs();
  for (const [id, snapshots] of snapshotsByJob(recorder.events)) {
    const first = snapshots.find(
      ({ event }) => event.kind === 'exchange' && event.operation === 'read' && event.answer?.etag != null,
    );
    if (first?.event.kind === 'exchange' && first.event.subject === id) held.note(first.event.answer!);
  }
  return held;
}
