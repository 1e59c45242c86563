import type { QueueInspection } from '#libs/requests';
import type { BoardAdapter } from './board.adapter.js';

export const QUEUES_PATH = '/queues';
const MAX_BOARDS = 20;

/**
 * One board for all who see the same connections. A board is made of those alone, and another one when they change: what is
 * hidden from a caller is not there. Loaded when the first is wanted, as most gateways never show any.
 */
export class QueueBoards {
  private readonly boards = new Map<string, BoardAdapter>();

  constructor(private readonly queues: QueueInspection) {}

  /** @param seesAll whether the caller sees all connections: queues that they share are shown to no other */
  async of(connections: readonly string[], seesAll: boolean): Promise<BoardAdapter> {
    const { makeBoard } = await import('./queue.board.js');
    const shared = await this.queues.readable();
    const name = [String(seesAll), ...connections, '', ...shared.map((queue) => queue.name)].join(' ');
    const own = connections.map((connection) => ({ connection, queues: this.queues.ofConnection(connection) }));
    const board = this.boards.get(name) ?? makeBoard(QUEUES_PATH, own, shared, seesAll);
    // The one that was wanted last goes last.
    this.boards.delete(name);
    this.boards.set(name, board);
    for (const oldest of this.boards.keys()) {
      if (this.boards.size <= MAX_BOARDS) break;
      this.boards.delete(oldest);
    }
    return board;
  }
}
