/**
 * Known violations of a rule, with the reason. The short run leaves it out; `npm run chaos`
 * does not. A line goes when its mend is there.
 */
export const PENDING: Readonly<Record<string, string>> = {};

/**
 * What the short run schedules and does not play: a process that loads libfaketime hangs at its start now and then, before
 * a line of the product has run long. Wrong clocks have tests of their own in test/e2e.
 */
export const NOT_IN_SHORT_RUNS: readonly string[] = ['worker-clock-off', 'gateway-clock-off'];

/** Whether it may be part of the short run. */
export const isPending = (name: string, topology: string): boolean =>
  name in PENDING || `${name} on ${topology}` in PENDING;
