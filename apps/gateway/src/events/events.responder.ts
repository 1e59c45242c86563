import { Access } from '#libs/access';
import type { Request, Response } from 'express';
import { JSON_TYPE } from '../http/default-headers.js';
import { parseWait } from '../http/wait.preference.js';
import { retryLater } from '../problems/problem.exception.js';
import type { EventPageDto } from './event.dto.js';
import { availabilityOf, type EventMessage } from './event.message.js';
import type { EventStream } from './event.stream.js';
import type { EventStreams } from './event.streams.js';
import type { StreamSource } from './stream.source.js';
import type { EventsQuery } from './events.query.js';
import type { Heartbeats } from './heartbeats.js';
import type { JobChangeFeed } from '../changes/job-change.feed.js';
import { PageSink } from './page.sink.js';
import { sendHead, SseSink } from './sse.sink.js';

export interface EventsExchange {
  request: Request;
  response: Response;
  /** The source has ended. */
  isOver: boolean;
}

/** After the start, and after short failures of Redis. */
const CONNECTED_WITHIN_MS = 2_000;

/** Responds with events, as a stream or page by page. */
export class EventsResponder {
  constructor(
    private readonly streams: EventStreams,
    private readonly feed: JobChangeFeed,
    private readonly heartbeats: Heartbeats,
    private readonly access: Access,
  ) {}

  /** Without the connections on an unreachable node of a Redis Cluster. */
  async answer(whole: StreamSource, query: EventsQuery, exchange: EventsExchange): Promise<void> {
    const connected = await this.feed.streams.connectedAmong(whole.connections, CONNECTED_WITHIN_MS);
    if (connected.length === 0 && whole.connections.length > 0) {
      throw retryLater('store-unavailable', 1);
    }
    const source = connected.length < whole.connections.length ? whole.among(connected) : whole;
    if (query.format === 'json') await this.answerPage(source, query, exchange);
    else if (exchange.request.method === 'HEAD') endHead(exchange.response);
    else await this.answerStream(source, query, exchange);
  }

  private async answerStream(source: StreamSource, { after }: EventsQuery, exchange: EventsExchange): Promise<void> {
    const { request, response, isOver } = exchange;
    const sink = new SseSink(response);
    const stream = this.streams.enter(source, sink);
    response.once('close', () => stream.leave());
    await this.begin(stream, source, after, (hasMissedNothing) => {
      // Clients do not reconnect: https://html.spec.whatwg.org/multipage/server-sent-events.html#authoring-notes
      if (isOver && hasMissedNothing) {
        stream.leave();
        response.status(204).end();
        return;
      }
      sink.open();
      if (source.missing.length > 0) sink.available(source.missing);
      const beat = async () => ((await this.isStillLetIn(request)) ? sink.beat() : stream.end());
      response.once(
        'close',
        this.heartbeats.add(() => void beat()),
      );
    });
  }

  private async answerPage(source: StreamSource, { after }: EventsQuery, exchange: EventsExchange): Promise<void> {
    const { request, response, isOver } = exchange;
    const wait = parseWait(request.headers.prefer);
    const sink = new PageSink(source.connections, isOver ? 0 : (wait ?? 0) * 1000);
    sink.available(source.missing);
    const stream = this.streams.enter(source, sink);
    response.once('close', () => {
      stream.leave();
      sink.end();
    });
    await this.begin(stream, source, after, () => undefined);
    const { messages, next, unreachable } = await sink.page;
    stream.leave();
    if (wait !== null) response.set('Preference-Applied', `wait=${wait}`);
    const rest: Omit<EventPageDto, 'events'> = { next: next ?? after, ...availabilityOf(unreachable) };
    const page = `{"events":[${messages.map(written).join(',')}],${JSON.stringify(rest).slice(1)}`;
    response.type(JSON_TYPE).send(Buffer.from(page, 'latin1'));
  }

  /** `opened` gets whether the client has missed nothing for certain; nothing is written before. */
  private async begin(
    stream: EventStream,
    source: StreamSource,
    after: string | null,
    opened: (hasMissedNothing: boolean) => void,
  ): Promise<void> {
    const resumption = after === null ? null : await this.resumption(stream, source, after);
    opened(resumption !== null && resumption.changes.length === 0);
    if (resumption === null) void stream.begin(after !== null);
    else void stream.resume(resumption);
  }

  private async resumption(stream: EventStream, source: StreamSource, after: string) {
    try {
      return await this.streams.resumption(source, after);
    } catch (error) {
      stream.leave();
      throw error;
    }
  }

  /** Keys and tokens may have expired since. While the issuer is unavailable they count as valid. */
  private async isStillLetIn({ headers }: Request): Promise<boolean> {
    const { authorization, 'x-api-key': apiKey } = headers;
    const credentials = { authorization, apiKey: apiKey === undefined ? undefined : [apiKey].flat().join(', ') };
    const authentication = await this.access.decide(credentials);
    if ('refused' in authentication) return authentication.refused === 'unavailable';
    return authentication.caller.may('jobs:read');
  }
}

function endHead(response: Response): void {
  sendHead(response);
  response.end();
}

function written({ event, data }: EventMessage): string {
  return `{"event":"${event}","data":${data === '' ? 'null' : data}}`;
}
