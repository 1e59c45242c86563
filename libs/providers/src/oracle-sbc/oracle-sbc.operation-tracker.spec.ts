import { OwnOperationTracker } from './oracle-sbc.operation-tracker.js';
import type { Slot } from './oracle-sbc.wire.js';

const slot = (operation: string, status: string): Slot => ({
  operation,
  status,
  errorMessage: null,
  additionalInfo: null,
});
const KEY = 'save-20261121T080000000Z';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('an operation that was started here', () => {
  let now = 0;
  let tracker: OwnOperationTracker;
  const see = (deferred: Slot | null) => tracker.see(deferred, tracker.pollNumber);

  /** A save that the box has accepted, over what stood in the slot before. */
  function started(before: Slot | null) {
    now = 0;
    tracker = new OwnOperationTracker(() => now);
    expect(tracker.begin()).toBe(true);
    tracker.locked();
    tracker.submitting(KEY, 'save', before);
    tracker.accepted();
    tracker.finish();
  }

  it.each([null, slot('activate', 'success'), slot('save', 'success')])(
    'is awaited while the slot holds what it held before (%j)',
    (before) => {
      started(before);
      expect(see(before)).toEqual({ key: KEY, operation: 'save', standing: 'awaited', isExact: true });
      expect(tracker.isLockIdle).toBe(false);
    },
  );

  it('is not taken for ended by the end of the same operation before it', () => {
    started(slot('save', 'success'));
    now = 4_999;
    expect(see(slot('save', 'success'))?.standing).toBe('awaited');
    expect(see(slot('save', 'inProgress'))?.standing).toBe('shown');
    expect(see(slot('save', 'success'))?.standing).toBe('shown');
    expect(tracker.isLockIdle).toBe(true);
  });

  it('is taken for a quick one when the same end is still shown after a while', () => {
    started(slot('save', 'success'));
    now = 5_000;
    expect(see(slot('save', 'success'))?.standing).toBe('shown');
    expect(tracker.isLockIdle).toBe(true);
  });

  it('is shown at once where another end takes the place of the one before', () => {
    started(slot('save', 'fail'));
    expect(see(slot('Save', 'success'))?.standing).toBe('shown');
    expect(tracker.isLockIdle).toBe(true);
  });

  it('keeps the lock until its end has been seen, and gives it back once', () => {
    started(null);
    expect(see(slot('save', 'inProgress'))?.standing).toBe('shown');
    expect(tracker.isLockIdle).toBe(false);
    see(slot('save', 'fail'));
    expect(tracker.isLockIdle).toBe(true);
    expect([tracker.clearLock(), tracker.clearLock()]).toEqual([true, false]);
  });

  it('stays the run in the slot after its end, until the slot changes', () => {
    started(null);
    see(slot('save', 'success'));
    now = 60 * MINUTE;
    expect(see(slot('save', 'success'))?.key).toBe(KEY);
    expect(see(slot('save', 'inProgress'))).toBeNull();
    expect(see(slot('save', 'success'))).toBeNull();
  });

  it.each([slot('verify', 'inProgress'), slot('verify', 'success')])(
    'gives way to another operation in the slot (%j)',
    (other) => {
      started(slot('activate', 'success'));
      expect(see(other)).toBeNull();
      expect(tracker.isWatching).toBe(false);
      expect(tracker.isLockIdle).toBe(true);
    },
  );

  it('is given up when the slot never shows it', () => {
    started(slot('activate', 'success'));
    now = MINUTE;
    expect(see(slot('activate', 'success'))).toBeNull();
    expect(tracker.isLockIdle).toBe(true);
  });

  it('holds the lock no longer than a quarter of an hour', () => {
    started(null);
    see(slot('save', 'inProgress'));
    now = 15 * MINUTE;
    expect(tracker.isLockIdle).toBe(false);
    now += 1;
    expect(tracker.isLockIdle).toBe(true);
    expect(see(slot('save', 'inProgress'))?.key).toBe(KEY);
  });

  it('is one at a time', () => {
    started(null);
    expect(tracker.begin()).toBe(false);
    see(slot('save', 'success'));
    expect(tracker.begin()).toBe(true);
    expect(tracker.begin()).toBe(false);
    tracker.finish();
    expect(tracker.begin()).toBe(true);
  });

  it('is only concluded once the lock is lost with its token', () => {
    started(null);
    tracker.lostLock();
    expect(see(slot('save', 'inProgress'))).toMatchObject({ isExact: false });
    expect(tracker.clearLock()).toBe(false);
  });

  describe('and not accepted yet', () => {
    beforeEach(() => {
      started(null);
      tracker.submitting(KEY, 'save', slot('activate', 'success'));
    });

    it('is reported where a poll sees it first', () => {
      expect(see(slot('save', 'inProgress'))).toMatchObject({ key: KEY, standing: 'shown' });
    });

    it('is shown by no unchanged slot', () => {
      now = 10 * SECOND;
      expect(see(slot('activate', 'success'))).toBeNull();
      tracker.accepted();
      expect(see(slot('activate', 'success'))?.standing).toBe('awaited');
    });

    it('is forgotten when it is refused', () => {
      tracker.withdraw();
      expect(see(slot('save', 'inProgress'))).toBeNull();
    });
  });

  it('is not given up for a poll that began before it', () => {
    started(null);
    const before = tracker.pollNumber;
    tracker.submitting(KEY, 'save', null);
    tracker.accepted();
    expect(tracker.see(slot('verify', 'success'), before)).toBeNull();
    expect(see(slot('save', 'inProgress'))?.key).toBe(KEY);
  });
});
