import { createBullBoard } from '@bull-board/api';
import type { UIConfig } from '@bull-board/api/typings/app';
import type { RequestQueues } from '#libs/requests';
import { BoardAdapter } from './board.adapter.js';
import { ConnectionQueue } from './connection-queue.js';

const SHOWN: UIConfig = {
  boardTitle: 'Jobgate queues',
  miscLinks: [{ text: 'Dashboard', url: '/' }],
  hideDocsLink: true,
  // Infrastructure is hidden.
  hideRedisDetails: true,
  showWorkers: false,
};

/** A board of these connections alone. */
export function makeBoard(path: string, connections: readonly string[], queues: RequestQueues): BoardAdapter {
  const board = new BoardAdapter(path);
  createBullBoard({
    queues: connections.flatMap((connection) => [
      new ConnectionQueue(connection, queues.of(connection)),
      new ConnectionQueue(`${connection} (looks)`, queues.ofLooks(connection)),
    ]),
    serverAdapter: board,
    options: { uiConfig: SHOWN },
  });
  return board;
}
