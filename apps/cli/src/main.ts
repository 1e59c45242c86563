#!/usr/bin/env node
import { environment } from './cli.environment.js';
import { runCli } from './cli.run.js';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.exitCode = await runCli(process.argv.slice(2), {
  environment,
  out: {
    write: (text) => process.stdout.write(text),
    isTerminal: process.stdout.isTTY,
    columns: process.stdout.columns,
  },
  complain: (text) => process.stderr.write(`${text}\n`),
  signal: interruption.signal,
});
