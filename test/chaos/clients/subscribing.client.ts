import type { Answer as HowToAnswer, Receiver } from '../../stage/webhook-receiver.js';
import { connectionsIn } from '../history/answer.reader.js';
import { rest } from './loop.js';
import type { RecordingClient } from './recording.client.js';

const AGAIN_AFTER_MS = 200;

/** A receiver that writes down what arrives. */
export interface RecordedReceiver {
  name: string;
  url: string;
  /** The owner of its subscription. */
  caller: string;
  /** Whether it takes what is sent. */
  isAway: boolean;
}

export function recorded(name: string, receiver: Receiver, client: RecordingClient): RecordedReceiver {
  const state = { name, url: receiver.url, caller: client.caller, isAway: false };
  const { recorder } = client.world;
  const answer: HowToAnswer = ({ event, headers, body }, response) => {
    const status = state.isAway ? 503 : 204;
    recorder.record({
      ...{ kind: 'receipt', receiver: name, caller: client.caller, at: recorder.now(), status },
      ...{ message: String(headers['webhook-id']), subject: event.subject, type: event.type },
      ...{ state: String(event.data['state']), previousState: (event.data['previousState'] as string | null) ?? null },
      ...{ sequence: Number(event.sequence), connections: connectionsIn(body) },
    });
    response.writeHead(status).end();
  };
  receiver.answer = answer;
  return state;
}

/** Subscribes to all that the caller may see; the id of the subscription. */
export async function subscribe(client: RecordingClient, { name, url }: RecordedReceiver): Promise<string> {
  let id: string | null = null;
  const subjectIn = (body: Record<string, unknown>) => (id = typeof body['id'] === 'string' ? body['id'] : null);
  while (!client.world.ending.aborted) {
    const wish = { method: 'POST', path: '/webhooks', body: { url }, resources: [name], subjectIn };
    const answer = await client.send({ operation: 'subscribe', ...wish });
    if (answer?.status === 201 && id !== null) return id;
    await rest(AGAIN_AFTER_MS, client.world.ending);
  }
  throw new Error(`${name} could not be subscribed`);
}
