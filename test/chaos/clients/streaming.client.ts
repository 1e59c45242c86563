import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { request } from 'node:http';
import { connectionsIn, parsed, shownIn } from '../history/response.reader.js';
import { underFirstNames } from '../history/connection.names.js';
import { repeat, rest } from './loop.js';
import type { RecordingClient } from './recording.client.js';
import type { GatewayAddress } from './chaos.context.js';

const AGAIN_AFTER_MS = 200;
/** A heartbeat comes every 15 s: who hears nothing for longer goes elsewhere. */
const SILENCE_MS = 20_000;
/** Of single jobs. */
const MOST_OPEN = 6;
const LATEST = 15;
/** A connection that was removed comes back sooner. */
const MOST_DENIALS = 60;
const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'canceled', 'lost']);

/** A stream that is followed. */
interface Followed {
  path: string;
  /** The job that it is about alone; null: all that the caller may see. */
  subject: string | null;
}

/** What came of a connection. */
interface Heard {
  lastEventId: string | null;
  /** The gateway knows no such job, for now or for ever. */
  isDenied: boolean;
  /** The last that was told is an end, after which the gateway closes the stream. */
  isEnded: boolean;
}

/** Follows what happens to all jobs until the end, over all gateways, from the last event that arrived. */
export async function followStream(client: RecordingClient): Promise<void> {
  const { context } = client;
  const stream = { path: '/events', subject: null };
  let lastEventId: string | null = null;
  await repeat(
    context.ending,
    () => AGAIN_AFTER_MS,
    async () => {
      const gateway = client.anyGateway();
      if (gateway !== undefined) ({ lastEventId } = await listen(client, gateway, stream, lastEventId));
    },
  );
}

/** Follows one job after another to its end, several at a time. */
export async function followJobs(client: RecordingClient, everyMs: number): Promise<void> {
  const { random, context } = client;
  const open = new Map<string, Promise<void>>();
  const followed = new Set<string>();
  await repeat(
    context.stopping,
    () => random.whole(everyMs / 2, everyMs * 1.5),
    async () => {
      const fresh = context.jobs.slice(-LATEST).filter((id) => !followed.has(id));
      if (open.size >= MOST_OPEN || fresh.length === 0) return;
      const subject = random.pick(fresh);
      followed.add(subject);
      const following = followJob(client.named(`stream of ${subject}`), subject);
      open.set(subject, following);
      void following.then(() => open.delete(subject));
    },
  );
  await Promise.all(open.values());
}

async function followJob(client: RecordingClient, subject: string): Promise<void> {
  const { context } = client;
  const stream = { path: `/jobs/${subject}/events`, subject };
  let heard: Heard = { lastEventId: null, isDenied: false, isEnded: false };
  let denials = 0;
  while (!context.ending.aborted && !heard.isEnded && denials < MOST_DENIALS) {
    const gateway = client.anyGateway();
    if (gateway !== undefined) heard = await listen(client, gateway, stream, heard.lastEventId);
    denials = heard.isDenied ? denials + 1 : 0;
    await rest(AGAIN_AFTER_MS, context.ending);
  }
}

/** Listens as long as the connection holds. */
function listen(
  client: RecordingClient,
  { name: gateway, url }: GatewayAddress,
  { path, subject }: Followed,
  after: string | null,
): Promise<Heard> {
  const { context, caller, name: stream, key } = client;
  const { recorder } = context;
  const heard: Heard = { lastEventId: after, isDenied: false, isEnded: false };
  const who = { stream, caller, gateway };
  const take = ({ event = 'message', id, data }: EventSourceMessage) => {
    const body = parsed(underFirstNames(data));
    const gone = event === 'gone' ? String(body['id']) : null;
    const what = { event, shown: shownIn(body), gone, connections: connectionsIn(underFirstNames(data)) };
    recorder.record({ kind: 'message', ...who, at: recorder.now(), ...what });
    if (id !== undefined) heard.lastEventId = id;
    heard.isEnded = subject !== null && ENDED.has(String(body['state']));
  };
  const note = (is: 'open' | 'closed') =>
    recorder.record({ kind: 'stream', ...who, subject, at: recorder.now(), is, lastEventId: heard.lastEventId });
  return new Promise((resolve) => {
    const resumed: Record<string, string> = after === null ? {} : { 'last-event-id': after };
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...resumed };
    const call = request(url + path, { headers, agent: false, signal: context.ending }, (response) => {
      heard.isDenied = response.statusCode === 404;
      if (response.statusCode !== 200) return void response.destroy();
      note('open');
      const parser = createParser({ onEvent: take });
      response.setEncoding('utf8');
      response.on('data', (text: string) => parser.feed(text));
      response.once('error', () => undefined);
      response.once('close', () => note('closed'));
    });
    call.setTimeout(SILENCE_MS, () => call.destroy());
    call.once('error', () => undefined);
    call.once('close', () => resolve(heard));
    call.end();
  });
}
