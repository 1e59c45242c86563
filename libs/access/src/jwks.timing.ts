/** When the keys of an issuer are read. */
export interface JwksTiming {
  /** Monotonic milliseconds. */
  clock: () => number;
  /** Runs something once, after some milliseconds; what it returns prevents that. */
  later: (run: () => void, afterMs: number) => () => void;
  /** From 0 up to 1. */
  random: () => number;
}

/** No process goes on for the sake of it. */
export const JWKS_TIMING: JwksTiming = {
  clock: () => performance.now(),
  later: (run, afterMs) => {
    const timer = setTimeout(run, afterMs).unref();
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
