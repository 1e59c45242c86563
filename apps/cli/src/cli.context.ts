import type { Jobgate } from '#libs/client';
import type { CliOptions } from './cli.arguments.js';

/** Where a command writes to. */
export interface Output {
  write(text: string): unknown;
  /** Whether what was written can be written over. */
  isTerminal?: boolean;
  columns?: number;
}

/** What a command has to do its work. */
export interface CliContext {
  client: Jobgate;
  ids: string[];
  options: CliOptions;
  out: Output;
  writeError(text: string): void;
  signal: AbortSignal;
}

/** Does its work and tells how the process ends; a text tells what is wrong with the command line. */
export type Command = (context: CliContext) => Promise<number | string>;
