import { RequestQueues } from '#libs/requests';
import type { Provider } from '@nestjs/common';
import { QueueBoards } from './queue.boards.js';
import { QueuesController } from './queues.controller.js';

export const QUEUES_CONTROLLERS = [QueuesController];
export const QUEUES_PROVIDERS: Provider[] = [
  { provide: QueueBoards, inject: [RequestQueues], useFactory: (queues: RequestQueues) => new QueueBoards(queues) },
];
