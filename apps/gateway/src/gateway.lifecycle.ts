import { ObservationRequests, RequestQueues } from '#libs/requests';
import { EventTail, Store } from '#libs/store';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

@Injectable()
export class GatewayLifecycle implements OnApplicationShutdown {
  constructor(
    private readonly tail: EventTail,
    private readonly requests: ObservationRequests,
    private readonly queues: RequestQueues,
    private readonly store: Store,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.tail.close();
    await this.requests.close();
    await this.queues.close();
    await this.store.close();
  }
}
