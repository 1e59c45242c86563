import type { JobAddress, JobRecord } from '#libs/jobs';
import { UnreadableRecord, type StoredJob } from '#libs/store';
import { setTimeout as pause } from 'node:timers/promises';
import { groupByConnection } from '../jobs/by-connection.js';
import type { ChangeNotification, JobChange } from './change-notifications.js';
import type { StreamConnections } from './stream-connections.js';

interface Records {
  readMany(addresses: readonly JobAddress[]): Promise<(StoredJob | UnreadableRecord | null)[]>;
}

/** By id; null: the job no longer exists. */
export type CurrentRecords = ReadonlyMap<string, JobRecord | null>;

const RETRY_MS = 100;

/** Reads the records of changed jobs. */
export class ChangedRecordsReader {
  private isClosed = false;
  /** Connections of which changes could not be read before they were disconnected. */
  private readonly unread = new Set<string>();

  constructor(
    private readonly records: Records,
    private readonly streams: StreamConnections,
  ) {}

  close(): void {
    this.isClosed = true;
  }

  /** Whether changes of the connection could not be read; they are no longer counted. */
  takeUnread(connection: string): boolean {
    return this.unread.delete(connection);
  }

  /** Without unreadable records: these must not hold up the others. */
  async read(changes: readonly ChangeNotification[]): Promise<CurrentRecords> {
    const wanted = [...new Map(changes.map((change) => [change.id, change])).values()];
    const stored = await this.records.readMany(wanted);
    const records = new Map<string, JobRecord | null>();
    for (const [index, { id }] of wanted.entries()) {
      const found = stored[index] ?? null;
      if (!(found instanceof UnreadableRecord)) records.set(id, found && found.record);
    }
    return records;
  }

  /** The same, until Redis answers. */
  async readPersistently(changes: readonly ChangeNotification[]): Promise<CurrentRecords> {
    const groups = groupByConnection(changes);
    const parts = await Promise.all([...groups].map(([connection, own]) => this.readOf(connection, own)));
    return new Map(parts.flatMap((records) => [...records]));
  }

  /** While other connections are received this one is not waited for: its subscribers restart when it is back. */
  private async readOf(connection: string, changes: readonly ChangeNotification[]): Promise<CurrentRecords> {
    while (!this.isClosed && (this.streams.isConnected(connection) || this.streams.size === 0)) {
      const records = await this.streams.unlessDisconnected(this.read(changes).catch(() => null));
      if (records !== null) return records;
      await pause(RETRY_MS);
    }
    this.unread.add(connection);
    return new Map();
  }
}

export function withRecords(changes: readonly ChangeNotification[], records: CurrentRecords): JobChange[] {
  return changes.flatMap((change) => {
    const record = records.get(change.id);
    return record === undefined ? [] : [{ ...change, record }];
  });
}
