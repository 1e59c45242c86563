import { parseArgs } from 'node:util';

/** An operator's command as it was typed. */
export interface OperatorArguments {
  command: string;
  files: string[];
  options: OperatorOptions;
}

export type OperatorOptions = ReturnType<typeof parse>['values'];

const flag = { type: 'boolean' } as const;

/** Parses the command line; a string is the usage error. */
export function readArguments(args: readonly string[]): OperatorArguments | string {
  try {
    const { values, positionals } = parse(args);
    const [command = '', ...files] = positionals;
    return { command, files, options: values };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parse(args: readonly string[]) {
  const options = { help: flag, json: flag, force: flag, repair: flag };
  return parseArgs({ args: [...args], allowPositionals: true, options });
}
