/** One thing that is wrong, by its place: `connections[0].limits.timeout`; '' is the file as a whole. */
export interface Fault {
  path: string;
  /** Reads on from the path ("must be a duration …"). Repeats no value of the file or the environment. */
  message: string;
}

/** The configuration can't be used. Lists everything that is wrong with it, not the first thing. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly faults: readonly Fault[]) {
    super(describe(faults));
  }
}

/** For a terminal: a heading and one line each. */
function describe(faults: readonly Fault[]): string {
  const heading = `The configuration has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:`;
  return [heading, ...faults.map(({ path, message }) => `  ${path || 'the file'}: ${message}`)].join('\n');
}
