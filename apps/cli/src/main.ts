#!/usr/bin/env node
import { environment } from './cli.environment.js';
import { runCli } from './cli.run.js';
import { exitOnFatalError } from './fatal.error.js';
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
