import { ConfigurationError, type GatewayConfiguration } from '#libs/config';
import { isStoreFailure, Store } from '#libs/store';
import { backup } from './commands/backup.command.js';
import { doctor } from './commands/doctor.command.js';
import { migrate } from './commands/migrate.command.js';
import { restore } from './commands/restore.command.js';
import { readArguments, type OperatorArguments } from './operator.arguments.js';
import type { OperatorCommand } from './operator.context.js';
import { EXIT, USAGE } from './operator.usage.js';

const COMMANDS: Record<string, OperatorCommand> = { doctor, backup, restore, migrate };

export interface OperatorSurroundings {
  /** Reads the configuration of a gateway. */
  configure(): GatewayConfiguration;
  write(text: string): void;
  writeError(text: string): void;
}

/** Runs one command over the store that the configuration names; returns the exit code. */
export async function runOperator(args: readonly string[], surroundings: OperatorSurroundings): Promise<number> {
  const { configure, write, writeError } = surroundings;
  const parsed = readArguments(args);
  if (typeof parsed === 'string') return usageError(parsed, writeError);
  if (parsed.options.help) {
    write(`${USAGE}\n`);
    return EXIT.done;
  }
  if (!Object.hasOwn(COMMANDS, parsed.command)) {
    return usageError(`There is no command ${parsed.command || 'without a name'}.`, writeError);
  }
  try {
    const ended = await carryOut(parsed, configure(), surroundings);
    return typeof ended === 'string' ? usageError(ended, writeError) : ended;
  } catch (error) {
    return exitOf(error, writeError);
  }
}

async function carryOut(
  { command, files, options }: OperatorArguments,
  configuration: GatewayConfiguration,
  { write, writeError }: OperatorSurroundings,
): Promise<number | string> {
  const { server, prefix, encryptionKeys } = configuration.redis;
  const store = Store.connect(server, prefix);
  store.values.useKeys(encryptionKeys);
  try {
    return await COMMANDS[command]!({ configuration, store, files, options, write, writeError });
  } finally {
    await store.close();
  }
}

function exitOf(error: unknown, writeError: (text: string) => void): number {
  if (error instanceof ConfigurationError) {
    writeError(error.message);
    return EXIT.usage;
  }
  if (!isStoreFailure(error)) {
    if (!isFileFailure(error)) throw error;
    writeError(error.message);
    return EXIT.failed;
  }
  writeError(`Redis cannot be reached: ${(error as Error).message}`);
  return EXIT.store;
}

/** A file that cannot be opened or written: https://nodejs.org/api/errors.html#errorpath */
const isFileFailure = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'syscall' in error;

function usageError(what: string, writeError: (text: string) => void): number {
  writeError(`${what}\n\n${USAGE}`);
  return EXIT.usage;
}
