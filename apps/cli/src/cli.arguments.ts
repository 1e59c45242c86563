import { parseArgs } from 'node:util';

/** A command as it was typed. */
export interface CliArguments {
  command: string;
  ids: string[];
  options: CliOptions;
}

export type CliOptions = ReturnType<typeof parse>['values'];

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

/** Parses the command line; a string is the usage error. */
export function readArguments(args: readonly string[]): CliArguments | string {
  try {
    const { values, positionals } = parse(args);
    const [command = '', ...ids] = positionals;
    return { command, ids, options: values };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: flag,
      help: flag,
      'key-file': text,
      url: text,
      key: text,
      name: text,
      query: text,
      sort: text,
      limit: text,
      state: texts,
      connection: texts,
      provider: texts,
      label: texts,
    },
  });
}
