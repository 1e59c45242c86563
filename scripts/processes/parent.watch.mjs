/** How often the parent is checked. */
const LOOK_EVERY_MS = 500;

/** Calls `act` once when the parent of this process is gone. Keeps no process alive. */
export function whenParentEnds(act) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, LOOK_EVERY_MS);
  timer.unref();
}
