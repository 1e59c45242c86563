interface Pending<Request, Reply> {
  request: Request;
  resolve: (reply: Reply) => void;
  reject: (reason: unknown) => void;
}

/** Runs the requests for one connection that are made in the same turn of the event loop together. */
export class ConnectionBatcher<Request, Reply> {
  private pending = new Map<string, Pending<Request, Reply>[]>();

  /** `split`: into batches that succeed or fail on their own, in the same order. `run`: replies in the order of the requests. */
  constructor(
    private readonly run: (connection: string, requests: readonly Request[]) => Promise<readonly Reply[]>,
    private readonly split: (requests: readonly Request[]) => (readonly Request[])[] = (requests) => [requests],
  ) {}

  add(connection: string, request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const pending = { request, resolve, reject };
      const others = this.pending.get(connection);
      if (others) others.push(pending);
      else this.pending.set(connection, [pending]);
      if (!others && this.pending.size === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const connections = this.pending;
    // A Map that is cleared instead keeps its old tables reachable until a full garbage collection.
    this.pending = new Map();
    for (const [connection, pending] of connections) {
      let start = 0;
      for (const requests of this.split(pending.map(({ request }) => request))) {
        void this.runBatch(connection, requests, pending.slice(start, start + requests.length));
        start += requests.length;
      }
    }
  }

  private async runBatch(
    connection: string,
    requests: readonly Request[],
    pending: readonly Pending<Request, Reply>[],
  ): Promise<void> {
    try {
      const replies = await this.run(connection, requests);
      for (const [index, { resolve }] of pending.entries()) resolve(replies[index]!);
    } catch (error) {
      for (const { reject } of pending) reject(error);
    }
  }
}
