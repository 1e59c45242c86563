import { openSession, type Session, type UpstreamConnection } from '#libs/upstream';
import { OwnOperationTracker } from './oracle-sbc.operation-tracker.js';
import { lockCall } from './oracle-sbc.lock.js';
import { oracleSbcLogOn } from './oracle-sbc.log-on.js';

const UNLOCK_TIMEOUT_MS = 2_000;

/** A session, and what was started in it: the configuration lock hangs on its token. */
export interface SbcSession extends Session {
  readonly tracker: OwnOperationTracker;
  /** Gives the lock back if it has served, or at any rate. Does not wait and never throws. */
  releaseLock(when: 'idle' | 'now'): void;
  /** Resolves when no lock is on its way back. */
  readonly lockReleased: Promise<void>;
}

export function openSbcSession(
  connection: UpstreamConnection,
  now: () => number = connection.now ?? Date.now,
): SbcSession {
  const tracker = new OwnOperationTracker(now);
  const inner = openSession(
    connection,
    oracleSbcLogOn(connection, now, () => tracker.lostLock()),
    now,
  );
  let returning: Promise<void> = Promise.resolve();
  const unlock = async (): Promise<void> => {
    const outcome = await inner.call(lockCall(connection, 'unlock'), AbortSignal.timeout(UNLOCK_TIMEOUT_MS));
    // Renewals in place would keep it for ever: the next poll tries again.
    if ('trouble' in outcome || outcome.response.status >= 500) tracker.locked();
  };
  const releaseLock = (when: 'idle' | 'now'): void => {
    if ((when === 'now' || tracker.isLockIdle) && tracker.clearLock()) returning = unlock();
  };
  return {
    connection,
    tracker,
    releaseLock,
    call: (call, signal) => inner.call(call, signal),
    isRefused: () => inner.isRefused(),
    get busy() {
      return inner.busy;
    },
    get lockReleased() {
      return returning;
    },
    async close() {
      releaseLock('now');
      await returning;
      await inner.close();
    },
  };
}
