import { EventEmitter, once } from 'node:events';
import type { PushListener } from '#libs/providers';

/** A listener that records what it receives. */
export class RecordingListener implements PushListener {
  readonly keys: string[] = [];
  /** Statuses with their reasons, and rounds, in their order. */
  readonly notes: string[] = [];
  private readonly events = new EventEmitter().setMaxListeners(0);

  jobChanged(key: string): void {
    this.keys.push(key);
    this.events.emit('news');
  }
  status(status: string, reason: string): void {
    this.note(`${status}: ${reason}`);
  }
  missed({ forGood }: { forGood: boolean }): void {
    this.note(forGood ? 'missed for good' : 'missed');
  }
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await once(this.events, 'news');
  }
  /** Resolves when there are so many notes that begin with the text. */
  async noted(text: string, times = 1): Promise<void> {
    await this.until(() => this.notes.filter((note) => note.startsWith(text)).length >= times);
  }
  private note(text: string): void {
    this.notes.push(text);
    this.events.emit('news');
  }
}
