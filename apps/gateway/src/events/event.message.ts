export const EVENT_NAMES = ['snapshot', 'job', 'gone', 'reset'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export interface EventMessage {
  event: EventName;
  /** JSON, each byte as one character; '' : the event has no data. */
  data: string;
  /** A client that has received this can resume here; null: only after a later event. */
  id: string | null;
}

/** Messages for many clients: serialized once. */
export class EventBatch {
  private text: Buffer | null = null;

  constructor(readonly messages: readonly EventMessage[]) {}

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
  get bytes(): Buffer {
    return (this.text ??= Buffer.from(this.messages.map(eventText).join(''), 'latin1'));
  }
}

function eventText({ event, data, id }: EventMessage): string {
  // Browsers drop events without a data line.
  return `event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}

export const availabilityOf = (unreachable: readonly string[]) => ({
  complete: unreachable.length === 0,
  unreachable: [...unreachable],
});

/** For streams: a page has it as members of its own. */
export const availabilityText = (unreachable: readonly string[]): string =>
  `event: availability\ndata: ${JSON.stringify(availabilityOf(unreachable))}\n\n`;

export const RESET: EventMessage = { event: 'reset', data: '', id: null };

export const gone = (id: string, position: string | null): EventMessage => ({
  event: 'gone',
  data: JSON.stringify({ id }),
  id: position,
});
