import type { StreamPosition } from '#libs/store';
import type { EventBatch, EventMessage } from './event.message.js';
import { formatEventId } from './event.position.js';
import type { EventSink } from './event.stream.js';

/** The events of one JSON page. */
export interface EventPage {
  messages: EventMessage[];
  next: string | null;
  unreachable: readonly string[];
}

const MAX_ON_A_PAGE = 1_000;
/** In characters: jobs may have results of 16 KB. */
const MAX_LENGTH = 2 * 1024 * 1024;

/** Collects the events of one page: the present ones, else those within a time. */
export class PageSink implements EventSink {
  readonly page: Promise<EventPage>;
  private readonly messages: EventMessage[] = [];
  private length = 0;
  private next: string | null = null;
  private unreachable: readonly string[] = [];
  private isUpToDate = false;
  private isDone = false;
  private timer: NodeJS.Timeout | undefined;
  private resolve: (page: EventPage) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  constructor(
    private readonly connections: readonly string[],
    private readonly waitMs: number,
  ) {
    this.page = new Promise((resolve, reject) => ([this.resolve, this.reject] = [resolve, reject]));
  }

  get isOpen(): boolean {
    return !this.isDone;
  }

  write({ messages }: EventBatch): void {
    for (const message of messages) {
      this.messages.push(message);
      this.length += message.data.length;
    }
    this.next = messages.at(-1)?.id ?? this.next;
    const isLong = this.messages.length >= MAX_ON_A_PAGE || this.length >= MAX_LENGTH;
    const isFull = isLong && messages.at(-1)?.id !== null;
    if (this.isUpToDate || isFull) this.end();
  }

  available(unreachable: readonly string[]): void {
    this.unreachable = unreachable;
  }

  async drained(): Promise<void> {}

  upToDate(positions: ReadonlyMap<string, StreamPosition> | null): void {
    if (positions !== null)
      this.next = formatEventId(new Map(this.connections.map((name) => [name, positions.get(name)!])));
    this.isUpToDate = true;
    if (this.messages.length > 0 || this.waitMs <= 0) this.end();
    else this.timer = setTimeout(() => this.end(), this.waitMs);
  }

  end(): void {
    if (this.isDone) return;
    this.isDone = true;
    clearTimeout(this.timer);
    this.resolve({ messages: this.messages, next: this.next, unreachable: this.unreachable });
  }

  fail(error: unknown): void {
    if (this.isDone) return;
    this.isDone = true;
    this.reject(error);
  }
}
