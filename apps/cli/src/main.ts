#!/usr/bin/env node
import { inspect } from 'node:util';
import { environment } from './cli.environment.js';
import { runCli } from './cli.run.js';
import { EXIT } from './cli.usage.js';
import { OPERATOR_COMMANDS, runOperatorProcess } from './operator.process.js';

exitOnFatalError();

const args = process.argv.slice(2);
process.exitCode = OPERATOR_COMMANDS.includes(args[0] ?? '') ? await runOperatorProcess(args) : await runAsCaller();

async function runAsCaller(): Promise<number> {
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  return runCli(args, {
    environment,
    out: {
      write: (text) => process.stdout.write(text),
      isTerminal: process.stdout.isTTY,
      columns: process.stdout.columns,
    },
    writeError: (text) => process.stderr.write(`${text}\n`),
    signal: interruption.signal,
  });
}

/** Exits on an uncaught error, with its stack on standard error. */
function exitOnFatalError(): void {
  const end = (error: unknown): void => {
    process.stderr.write(`jobgate: internal error: ${inspect(error)}\n`);
    process.exit(EXIT.error);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
