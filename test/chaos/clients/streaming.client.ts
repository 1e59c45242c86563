import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { request } from 'node:http';
import { connectionsIn, parsed, shownIn } from '../history/answer.reader.js';
import { repeat } from './loop.js';
import type { RecordingClient } from './recording.client.js';
import type { GatewayAddress } from './world.js';

const AGAIN_AFTER_MS = 200;
/** A heartbeat comes every 15 s: who hears nothing for longer goes elsewhere. */
const SILENCE_MS = 20_000;

/** Follows a stream until the end, over all gateways, from the last event that arrived. */
export function followStream(client: RecordingClient, path: string): Promise<void> {
  const { world } = client;
  let lastEventId: string | null = null;
  return repeat(
    world.ending,
    () => AGAIN_AFTER_MS,
    async () => {
      const gateway = client.anyGateway();
      if (gateway !== undefined) lastEventId = await listen(client, gateway, path, lastEventId);
    },
  );
}

/** Listens as long as the connection holds; the id of the last event. */
function listen(
  client: RecordingClient,
  { name: gateway, url }: GatewayAddress,
  path: string,
  after: string | null,
): Promise<string | null> {
  const { world, caller, name: stream, key } = client;
  const { recorder } = world;
  let lastEventId = after;
  const who = { stream, caller, gateway };
  const take = ({ event = 'message', id, data }: EventSourceMessage) => {
    const body = parsed(data);
    const gone = event === 'gone' ? String(body['id']) : null;
    const what = { event, shown: shownIn(body), gone, connections: connectionsIn(data) };
    recorder.record({ kind: 'message', ...who, at: recorder.now(), ...what });
    if (id !== undefined) lastEventId = id;
  };
  const note = (is: 'open' | 'closed') =>
    recorder.record({ kind: 'stream', ...who, at: recorder.now(), is, lastEventId });
  return new Promise((resolve) => {
    const resumed: Record<string, string> = after === null ? {} : { 'last-event-id': after };
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...resumed };
    const call = request(url + path, { headers, agent: false, signal: world.ending }, (response) => {
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
    call.once('close', () => resolve(lastEventId));
    call.end();
  });
}
