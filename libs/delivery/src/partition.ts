/** The deliveries of one job to one subscription, which go out in order. No other process claims it until its lease ends. */
export interface Partition {
  subscription: string;
  /** The key of the job. */
  key: string;
  /** Epoch milliseconds, with a fraction by which leases of the same millisecond differ. */
  leaseUntil: number;
  /** False: it is empty, or due at another time. */
  isLeased: boolean;
}

/** The result of the last delivery of a run; `idle`: there was none. */
export type RunResult = 'delivered' | 'failed' | 'idle';
