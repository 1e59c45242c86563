import { GatewayProblem, GatewayUnreachable, Jobgate } from '#libs/client';
import { readArguments } from './cli.arguments.js';
import type { Command, Output } from './cli.context.js';
import type { CliEnvironment } from './cli.environment.js';
import { settingsOf } from './cli.settings.js';
import { EXIT, USAGE } from './cli.usage.js';
import { cancel, get, list, track } from './commands/job.commands.js';
import { watch } from './commands/watch.command.js';

const COMMANDS: Record<string, Command> = { get, list, watch, track, cancel };

export interface CliSurroundings {
  environment: CliEnvironment;
  out: Output;
  writeError(text: string): void;
  signal: AbortSignal;
}

/** Runs one command; returns what the process ends with. */
export async function runCli(args: readonly string[], surroundings: CliSurroundings): Promise<number> {
  const { environment, out, writeError, signal } = surroundings;
  const usageError = (what: string) => {
    writeError(`${what}\n\n${USAGE}`);
    return EXIT.usage;
  };
  const parsed = readArguments(args);
  if (typeof parsed === 'string') return usageError(parsed);
  if (parsed.options.help) {
    out.write(`${USAGE}\n`);
    return EXIT.success;
  }
  if (!Object.hasOwn(COMMANDS, parsed.command))
    return usageError(`There is no command ${parsed.command || 'without a name'}.`);
  const settings = await settingsOf(parsed, environment);
  if (typeof settings === 'string') return usageError(settings);
  try {
    const { ids, options } = parsed;
    const client = new Jobgate(settings);
    const ended = await COMMANDS[parsed.command]!({ client, ids, options, out, writeError, signal });
    return typeof ended === 'string' ? usageError(ended) : ended;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    writeError(messageOf(error));
    return error instanceof GatewayProblem && error.code === 'job-not-found' ? EXIT.failure : EXIT.gateway;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof GatewayProblem) {
    const faults = error.faults.map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`);
    return `${error.message}${error.code ? ` (${error.code})` : ''}${faults.join('')}`;
  }
  if (error instanceof GatewayUnreachable) return error.message;
  throw error;
}
