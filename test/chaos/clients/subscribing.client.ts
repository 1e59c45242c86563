import type { Answer as HowToAnswer, Receiver } from '../../stage/webhook-receiver.js';
import { connectionsIn } from '../history/response.reader.js';
import { underFirstNames } from '../history/connection.names.js';
import { rest } from './loop.js';
import type { RecordingClient } from './recording.client.js';

const AGAIN_AFTER_MS = 200;

/** A receiver that writes down what arrives. */
export interface RecordedReceiver {
  name: string;
  url: string;
  /** Who subscribes it. */
  owner: RecordingClient;
  /** The id of its subscription; null: there is none, but for jobs that name it. */
  subscription: string | null;
  /** The only jobs of which it receives events; null: all that its owner may see. */
  named: Set<string> | null;
  /** Whether it takes what is sent. */
  isAway: boolean;
}

export function recorded(
  name: string,
  receiver: Receiver,
  owner: RecordingClient,
  named: RecordedReceiver['named'] = null,
): RecordedReceiver {
  const state: RecordedReceiver = { name, url: receiver.url, owner, subscription: null, named, isAway: false };
  const { recorder } = owner.context;
  const answer: HowToAnswer = ({ event, headers, body }, response) => {
    const status = state.isAway ? 503 : 204;
    recorder.record({
      ...{ kind: 'receipt', receiver: name, caller: owner.caller, at: recorder.now(), status },
      ...{ message: String(headers['webhook-id']), subject: underFirstNames(event.subject), type: event.type },
      ...{ state: String(event.data['state']), previousState: (event.data['previousState'] as string | null) ?? null },
      ...{ sequence: Number(event.sequence), connections: connectionsIn(underFirstNames(body)) },
    });
    response.writeHead(status).end();
  };
  receiver.answer = answer;
  return state;
}

/** Subscribes it to all that its owner may see. */
export async function subscribe(receiver: RecordedReceiver): Promise<void> {
  const { name, url, owner } = receiver;
  let id: string | null = null;
  const subjectIn = (body: Record<string, unknown>) => (id = typeof body['id'] === 'string' ? body['id'] : null);
  while (!owner.context.ending.aborted) {
    const request = { method: 'POST', path: '/webhooks', body: { url }, resources: [name], subjectIn };
    const answer = await owner.send({ operation: 'subscribe', ...request });
    if (answer?.status === 201 && id !== null) return void (receiver.subscription = id);
    await rest(AGAIN_AFTER_MS, owner.context.ending);
  }
  throw new Error(`${name} could not be subscribed`);
}

/** Pauses its subscription, or resumes it, until that is acknowledged. */
export async function setEnabled({ name, owner, subscription }: RecordedReceiver, enabled: boolean): Promise<void> {
  while (!owner.context.ending.aborted) {
    const request = { path: `/webhooks/${subscription}`, body: { enabled }, subject: subscription, resources: [name] };
    const answer = await owner.send({ operation: 'pause', method: 'PATCH', ...request });
    if (answer?.status === 200) return;
    await rest(AGAIN_AFTER_MS, owner.context.ending);
  }
}

/** Subscriptions that jobs have made by naming its URL. */
export async function findSubscriptions({ name, owner, url }: RecordedReceiver): Promise<string[]> {
  let ids: string[] = [];
  const subjectIn = (body: Record<string, unknown>) => {
    const webhooks = (body['webhooks'] ?? []) as { id: string; url: string }[];
    ids = webhooks.filter((webhook) => webhook.url === url).map(({ id }) => id);
    return null;
  };
  await owner.send({ operation: 'subscription', path: '/webhooks', resources: [name], subjectIn });
  return ids;
}
