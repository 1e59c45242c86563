import type { Slot } from './oracle-sbc.wire.js';
import { endNamedBy } from './oracle-sbc.states.js';

/** Right after a request is accepted, the slot may still show the operation before, for at most this long. */
const SETTLE_MS = 5_000;
/** An operation that the slot has not shown by then never will be shown. */
const AWAIT_MS = 60_000;
/** The lock is not kept for longer, whatever the operation does. */
const MAX_HOLD_MS = 15 * 60_000;

/** What was started here, as far as the slot has shown it. */
interface OwnOperation {
  key: string;
  operation: string;
  /** The slot as it was read under the lock, before the request. */
  before: Slot | null;
  submittedAt: number;
  /** The box has answered that it carries the request out. */
  isAccepted: boolean;
  hasShown: boolean;
  end: 'succeeded' | 'failed' | null;
  /** Whether the lock was held all the while, so that no other client can have issued the same. */
  isExact: boolean;
}

/** How the slot and the operation that was started here go together: goes into the answer, so that translate stays pure. */
export interface OwnOperationView {
  key: string;
  operation: string;
  /** `awaited`: accepted, but the slot still shows the one before. */
  standing: 'awaited' | 'shown';
  isExact: boolean;
}

/** Follows the one operation that this process started on its box, and knows whether the configuration lock is ours. */
export class OwnOperationTracker {
  private own: OwnOperation | null = null;
  private lockedAt: number | null = null;
  private isStarting = false;
  private submissionCount = 0;

  constructor(private readonly now: () => number) {}

  /** Whether a start may begin; it must end with `finish`. One operation at a time: the box shows only one. */
  begin(): boolean {
    const isUnderWay = this.own !== null && this.own.end === null && !this.isHeldTooLong;
    if (this.isStarting || isUnderWay) return false;
    this.isStarting = true;
    return true;
  }

  finish(): void {
    this.isStarting = false;
  }

  locked(): void {
    this.lockedAt = this.now();
  }

  /** True once: the caller releases the lock. */
  clearLock(): boolean {
    const isHeld = this.lockedAt !== null;
    this.lockedAt = null;
    return isHeld;
  }

  /** A token that takes no other's place has no lock: it ended with the token before. */
  lostLock(): void {
    this.lockedAt = null;
    if (this.own && this.own.end === null) this.own.isExact = false;
  }

  /** Called before the request: a concurrent poll may see it in the slot first. */
  submitting(key: string, operation: string, before: Slot | null): void {
    const isExact = this.lockedAt !== null;
    const submittedAt = this.now();
    this.submissionCount += 1;
    this.own = { key, operation, before, submittedAt, isAccepted: false, hasShown: false, end: null, isExact };
  }

  accepted(): void {
    if (this.own) this.own.isAccepted = true;
  }

  withdraw(): void {
    this.own = null;
  }

  /** Number of submissions before a poll that begins now. */
  get pollNumber(): number {
    return this.submissionCount;
  }

  /** Whether something was started here that the slot may show. */
  get isWatching(): boolean {
    return this.own !== null;
  }

  /** What the slot says of the operation that was started here; null when there is none, or another took its place. */
  see(slot: Slot | null, pollNumber: number): OwnOperationView | null {
    const { own } = this;
    if (own === null) return null;
    const standing = this.standingOf(own, slot);
    if (standing === null || (standing === 'awaited' && !own.isAccepted)) {
      // A poll from before the request, and a request that is not accepted yet, are no sign of another operation.
      const isReplaced = standing === null && own.isAccepted && pollNumber === this.submissionCount;
      if (isReplaced) this.own = null;
      return null;
    }
    if (standing === 'shown' && slot !== null) {
      own.hasShown = true;
      own.end ??= endNamedBy(slot.status);
    }
    return { key: own.key, operation: own.operation, standing, isExact: own.isExact };
  }

  /** Whether the lock has served: the operation has ended, is not in the slot any more, or takes too long. */
  get isLockIdle(): boolean {
    if (this.lockedAt === null || this.isStarting) return false;
    return this.own === null || this.own.end !== null || this.isHeldTooLong;
  }

  private get isHeldTooLong(): boolean {
    return this.own !== null && this.now() - this.own.submittedAt > MAX_HOLD_MS;
  }

  private standingOf(own: OwnOperation, slot: Slot | null): OwnOperationView['standing'] | null {
    const age = this.now() - own.submittedAt;
    const isOwnName = slot !== null && isAlike(slot.operation, own.operation);
    if (!own.hasShown && isSameSlot(slot, own.before)) {
      // The same operation with the same end may be the one before, or ours that was quick.
      if (isOwnName && own.isAccepted && age >= SETTLE_MS) return 'shown';
      return age < AWAIT_MS ? 'awaited' : null;
    }
    if (!isOwnName) return null;
    const isIssuedAgain = own.end !== null && endNamedBy(slot.status) !== own.end;
    return isIssuedAgain ? null : 'shown';
  }
}

const isAlike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function isSameSlot(one: Slot | null, other: Slot | null): boolean {
  if (one === null || other === null) return one === other;
  return isAlike(one.operation, other.operation) && isAlike(one.status, other.status);
}
