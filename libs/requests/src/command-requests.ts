import { COMMAND, sharedBy, type CommandOutcome, type CommandRequest } from './commands.js';
import type { RequestLanes } from './request-lanes.js';

/** A gateway's side of commands. Ahead of what waits in the queue of the connection already. */
export class CommandRequests {
  constructor(private readonly lanes: RequestLanes) {}

  /**
   * Asks the worker that cares for the connection, and waits. null: no answer within `waitMs`, or none to be had. The
   * request may stand nevertheless: whether it is carried out is to be found in the store.
   */
  async ask<Done>(connection: string, request: CommandRequest, waitMs: number): Promise<CommandOutcome<Done> | null> {
    const shared = sharedBy(request);
    const identity = shared === null ? { id: `c${request.command}` } : { deduplication: shared };
    try {
      return await this.lanes.of(connection).ask({ name: COMMAND, data: request, ...identity }, waitMs);
    } catch {
      // Redis went away in between.
      return null;
    }
  }
}
