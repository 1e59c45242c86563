/** What a stream of events tells. */
export const EVENT_NAMES = ['snapshot', 'job', 'gone', 'reset'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** One event, as every form of a stream shows it. */
export interface EventMessage {
  event: EventName;
  /** JSON, each byte as one character; '' : the event has no data. */
  data: string;
  /** Where whoever has got this can go on; null: only after one of the next. */
  id: string | null;
}

/** Some messages that go to many readers: their text is made once. */
export class EventBatch {
  private text: Buffer | null = null;

  constructor(readonly messages: readonly EventMessage[]) {}

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
  get bytes(): Buffer {
    return (this.text ??= Buffer.from(this.messages.map(eventText).join(''), 'latin1'));
  }
}

function eventText({ event, data, id }: EventMessage): string {
  // Without a line of data nobody would be told of the event at all.
  return `event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}

/** Whether all that a stream is about is heard; `unreachable`: the connections that are not. */
export const availabilityOf = (unreachable: readonly string[]) => ({
  complete: unreachable.length === 0,
  unreachable: [...unreachable],
});

/** Of a stream alone: a page has it as members of its own. */
export const availabilityText = (unreachable: readonly string[]): string =>
  `event: availability\ndata: ${JSON.stringify(availabilityOf(unreachable))}\n\n`;

export const RESET: EventMessage = { event: 'reset', data: '', id: null };

/** The job is no longer one of those that the stream is about. */
export const gone = (id: string, position: string | null): EventMessage => ({
  event: 'gone',
  data: JSON.stringify({ id }),
  id: position,
});
