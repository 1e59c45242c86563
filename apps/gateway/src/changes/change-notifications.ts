import type { JobAddress, JobRecord } from '#libs/jobs';
import type { StreamPosition } from '#libs/store';

/** A job has changed. `position`: of its latest change in the event stream of its connection. */
export interface ChangeNotification extends JobAddress {
  id: string;
  position: StreamPosition;
}

/** A changed job as it is now; null: it no longer exists. */
export interface JobChange extends ChangeNotification {
  record: JobRecord | null;
}

/** Pending notifications: each job once, in the order of their latest changes. */
export class ChangeNotifications {
  private changes = new Map<string, ChangeNotification>();

  get size(): number {
    return this.changes.size;
  }

  add(change: ChangeNotification): void {
    // A repeated change moves to the end: only then has everything up to its position been delivered.
    this.changes.delete(change.id);
    this.changes.set(change.id, change);
  }

  /** Removes and returns the first ones. */
  take(most = Infinity): ChangeNotification[] {
    const first = [...this.changes.values()].slice(0, most);
    if (first.length === this.changes.size) this.changes = new Map();
    else for (const { id } of first) this.changes.delete(id);
    return first;
  }

  dropOf(connections: ReadonlySet<string>): void {
    for (const [id, { connection }] of this.changes) if (connections.has(connection)) this.changes.delete(id);
  }
}
