import type { GatewayConfiguration } from '#libs/config';
import type { Store } from '#libs/store';
import type { OperatorOptions } from './operator.arguments.js';

export interface OperatorContext {
  /** Without the credentials of upstreams, which no operator's command needs. */
  configuration: GatewayConfiguration;
  store: Store;
  files: string[];
  options: OperatorOptions;
  write(text: string): void;
  /** For what belongs to people and not to the output. */
  writeError(text: string): void;
}

/** Returns the exit code; a string is the usage error. */
export type OperatorCommand = (context: OperatorContext) => Promise<number | string>;
