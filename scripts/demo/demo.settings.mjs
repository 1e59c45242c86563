/** A caller's key may hold only what stands unquoted in a header and in a shell. */
const KEY = /^[A-Za-z0-9._~+/=-]{8,}$/;

/**
 * @param {NodeJS.ProcessEnv} environment PORT, HOST, JOBGATE_DEMO_KEY, JOBGATE_DEMO_VERBOSE
 * @param {() => string} makeKey
 */
export function demoSettings(environment, makeKey) {
  const key = environment.JOBGATE_DEMO_KEY || makeKey();
  if (!KEY.test(key)) {
    throw new Error('JOBGATE_DEMO_KEY must be at least 8 characters of A-Z a-z 0-9 . _ ~ + / = -');
  }
  return {
    host: environment.HOST || '127.0.0.1',
    port: Number(environment.PORT || 3000),
    key,
    verbose: Boolean(environment.JOBGATE_DEMO_VERBOSE),
  };
}
