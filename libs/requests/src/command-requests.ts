import { COMMAND, sharedBy, type CommandOutcome, type CommandRequest } from './commands.js';
import type { ObservationRequests } from './observation-requests.js';
import type { WorkerRequest } from './request-queue.js';

/** Requests of a gateway to carry out commands, ahead of those that wait in the queue. */
export class CommandRequests {
  constructor(private readonly requests: Pick<ObservationRequests, 'router' | 'polls'>) {}

  /**
   * Asks the worker that runs the connection, and waits. null: no answer within `waitMs`, or none to be had. The
   * request may remain queued; the store has its outcome.
   */
  async ask<Done>(connection: string, request: CommandRequest, waitMs: number): Promise<CommandOutcome<Done> | null> {
    try {
      return await this.requests.router.ask(connection, 'commands', workerRequestOf(request), waitMs);
    } catch {
      // Redis went away in between.
      return null;
    }
  }

  /** Asks for a read-only command: it uses the share of the requester and delays no other command. */
  async query<Done>(
    connection: string,
    request: CommandRequest & { asker: string },
    waitMs: number,
  ): Promise<CommandOutcome<Done> | null> {
    try {
      return await this.requests.polls.ask(connection, request.asker, workerRequestOf(request), waitMs);
    } catch {
      return null;
    }
  }
}

function workerRequestOf(request: CommandRequest): WorkerRequest {
  const shared = sharedBy(request);
  const identity = shared === null ? { id: `c${request.command}` } : { deduplication: shared };
  return { name: COMMAND, data: request, ...identity };
}
