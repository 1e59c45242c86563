const QUIET_MS = 60_000;

/**
 * Lets the first of many like lines through: an outage makes each job complain every second.
 * @param {() => number} now
 * @returns {(key: string) => {show: boolean, suppressed: number}} `suppressed`: like lines held back since the last shown
 */
export function onceInAWhile(now = Date.now) {
  const seen = new Map();
  return (key) => {
    const before = seen.get(key);
    if (before && now() - before.shownAt < QUIET_MS) {
      before.suppressed += 1;
      return { show: false, suppressed: before.suppressed };
    }
    seen.set(key, { shownAt: now(), suppressed: 0 });
    return { show: true, suppressed: before?.suppressed ?? 0 };
  };
}
