/** A lane in hand: no other process has it until its lease ends. */
export interface Lane {
  subscription: string;
  lane: string;
  /** Epoch milliseconds, with a fraction by which leases of the same millisecond differ. */
  leaseUntil: number;
  /** False: nothing is left in it, or it is due at another time. */
  isHeld: boolean;
}

/** What came of a turn: whether the receiver took what it was given. */
export type Turn = 'delivered' | 'failed' | 'nothing';
