import { createBullBoard } from '@bull-board/api';
import type { UIConfig } from '@bull-board/api/typings/app';
import type { NamedQueue } from '#libs/requests';
import type { Queue } from 'bullmq';
import { BoardAdapter } from './board.adapter.js';
import { ConnectionRequests } from './connection.requests.js';
import { ShownQueue } from './shown-queue.js';

const SHOWN: UIConfig = {
  boardTitle: 'Jobgate queues',
  miscLinks: [{ text: 'Dashboard', url: '/' }],
  hideDocsLink: true,
  // Infrastructure is hidden.
  hideRedisDetails: true,
  showWorkers: false,
};

/** A connection with the queues that it has of its own. */
export interface BoardConnection {
  connection: string;
  queues: [Queue, Queue];
}

/** A board of these connections, which knows no others. `showsShared`: of the queues that connections share as well. */
export function makeBoard(
  path: string,
  connections: readonly BoardConnection[],
  shared: readonly NamedQueue[],
  showsShared: boolean,
): BoardAdapter {
  const board = new BoardAdapter(path);
  const others = shared.map(({ queue }) => queue);
  createBullBoard({
    queues: [
      ...connections.map(({ connection, queues }) => new ConnectionRequests(connection, queues, others)),
      ...(showsShared ? shared : []).map(({ name, queue }) => new ShownQueue(name, queue)),
    ],
    serverAdapter: board,
    options: { uiConfig: SHOWN },
  });
  return board;
}
