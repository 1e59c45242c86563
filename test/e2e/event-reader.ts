import { EventSource } from 'eventsource';

/** What a program that follows a stream of events knows by it; it comes back by itself when the stream ends. */
export class EventReader {
  private readonly states = new Map<string, string>();
  private readonly latest = new Map<string, unknown>();
  private readonly source: EventSource;

  constructor(url: string, key: string) {
    this.source = new EventSource(url, {
      fetch: (address, init) =>
        fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${key}` } }),
    });
    for (const event of ['snapshot', 'job', 'gone', 'reset', 'availability']) {
      this.source.addEventListener(event, ({ data }) => this.take(event, String(data)));
    }
  }

  /** Of the last event of this name; undefined: none came so far. */
  last(event: string): unknown {
    return this.latest.get(event);
  }

  /** The job's last received state. */
  stateOf(id: string): string | undefined {
    return this.states.get(id);
  }

  close(): void {
    this.source.close();
  }

  private take(event: string, data: string): void {
    const body = data === '' ? null : (JSON.parse(data) as { id?: string; state?: string });
    this.latest.set(event, body);
    if (event === 'reset') this.states.clear();
    if (event === 'gone') this.states.delete(body!.id!);
    if (body?.state !== undefined) this.states.set(body.id!, body.state);
  }
}
