import { EventSource } from 'eventsource';
import { eventually } from '../../../test/stage/eventually.js';

export interface SeenEvent {
  event: string;
  id: string;
  /** Of a job its revision, of one that is gone 'gone'. */
  job: string;
  data: string;
}

/** A client that reads a stream of events as its author's own programs would. */
export class EventListener {
  readonly seen: SeenEvent[] = [];
  /** Statuses of the answers, each try by itself; 0: none came. */
  readonly tries: number[] = [];
  readonly source: EventSource;

  constructor(url: string, key: string, lastEventId?: string) {
    this.source = new EventSource(url, {
      fetch: async (address, init) => {
        const headers: Record<string, string> = { ...init.headers, Authorization: `Bearer ${key}` };
        if (lastEventId !== undefined && this.seen.length === 0) headers['Last-Event-ID'] = lastEventId;
        try {
          const response = await fetch(address, { ...init, headers });
          this.tries.push(response.status);
          return response;
        } catch (error) {
          this.tries.push(0);
          throw error;
        }
      },
    });
    for (const event of ['snapshot', 'job', 'gone', 'reset']) {
      this.source.addEventListener(event, ({ data, lastEventId: id }) => {
        this.seen.push({ event, id, data: String(data), job: jobOf(String(data)) });
      });
    }
  }

  get lines(): string[] {
    return this.seen.map(({ event, job }) => `${event} ${job}`.trim());
  }

  get isClosed(): boolean {
    return this.source.readyState === EventSource.CLOSED;
  }

  get lastId(): string {
    return this.seen.findLast(({ id }) => id !== '')!.id;
  }

  saw(...lines: string[]): Promise<void> {
    return eventually(() => expect(this.lines).toEqual(lines));
  }

  close(): void {
    this.source.close();
  }
}

function jobOf(data: string): string {
  if (data === '') return '';
  const { id, revision } = JSON.parse(data) as { id: string; revision?: number };
  return revision === undefined ? id : `${id} ${revision}`;
}
