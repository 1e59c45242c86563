import type { JobAddress } from '#libs/jobs';
import type { StreamPosition } from '#libs/store';

/** That a job has changed, and the place of its latest change in the event stream of its connection. */
export interface ChangeNotification extends JobAddress {
  id: string;
  position: StreamPosition;
}

/** Changes that somebody has yet to hear of: each job once, in the order of their latest changes. */
export class ChangeNotifications {
  private changes = new Map<string, ChangeNotification>();

  get size(): number {
    return this.changes.size;
  }

  add(change: ChangeNotification): void {
    // What changes again moves to the end: only then has everything up to its place been told.
    this.changes.delete(change.id);
    this.changes.set(change.id, change);
  }

  /** Takes the first ones out. */
  take(most = Infinity): ChangeNotification[] {
    if (this.changes.size <= most) {
      const all = [...this.changes.values()];
      this.changes = new Map();
      return all;
    }
    const first: ChangeNotification[] = [];
    for (const [id, change] of this.changes) {
      if (first.length === most) break;
      first.push(change);
      this.changes.delete(id);
    }
    return first;
  }

  /** Forgets those of some connections. */
  dropOf(connections: ReadonlySet<string>): void {
    for (const [id, { connection }] of this.changes) if (connections.has(connection)) this.changes.delete(id);
  }
}
