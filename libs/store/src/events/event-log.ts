import { BEFORE_ALL, eventOf, type JobEvent, type StreamPosition } from './event-stream.js';
import { RedisRepository } from '../redis/redis-repository.js';

export interface LoggedEvent {
  event: JobEvent;
  position: StreamPosition;
}

/** Events of connections, until Redis trims them. */
export class EventLog extends RedisRepository {
  /** All events after a known position, oldest first. null: more than `most`, or the position was trimmed or lost. */
  async after(connection: string, position: StreamPosition, most: number): Promise<LoggedEvent[] | null> {
    const stream = this.keys.events(connection);
    const entries = await this.redis.xrange(stream, position, '+', 'COUNT', most + 2);
    // The place itself has to be there still; before the first entry there is none.
    const isKnown = position === BEFORE_ALL || entries[0]?.[0] === position;
    const later = position === BEFORE_ALL ? entries : entries.slice(1);
    if (!isKnown || later.length > most) return null;
    return later.map(([id, fields]) => ({ event: eventOf(connection, fields), position: id }));
  }
}
