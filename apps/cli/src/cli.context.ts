import type { Jobgate } from '#libs/client';
import type { CliOptions } from './cli.arguments.js';

/** Where a command writes to. */
export interface Output {
  write(text: string): unknown;
  /** Whether what was written can be written over. */
  isTerminal?: boolean;
  columns?: number;
}

export interface CliContext {
  client: Jobgate;
  ids: string[];
  options: CliOptions;
  out: Output;
  writeError(text: string): void;
  signal: AbortSignal;
}

/** Returns the exit code; a string is the usage error. */
export type Command = (context: CliContext) => Promise<number | string>;
