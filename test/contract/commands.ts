import type { OperationResult } from '#libs/providers';
import type { Command } from './provider-harness.js';

export const COMMANDS = ['cancel', 'delete', 'start', 'list', 'runs'] as const satisfies Command[];

/** An outcome as the READMEs write it. */
export function outcomeOf(call: Command, result: OperationResult<unknown>): string {
  if ('refused' in result) return `refused \`${result.refused.reason}\`, \`${result.refused.code}\``;
  if ('trouble' in result) {
    const doubt = result.mayHaveExecuted ? ', may have executed' : '';
    return `trouble \`${result.trouble.kind}\`, \`${result.trouble.code}\`${doubt}`;
  }
  if (call === 'cancel') return `\`${String(result.done)}\``;
  return { delete: 'deleted', start: 'started', list: 'listed', runs: 'listed' }[call];
}

/** The rows of the table under "Commands". */
export function rowsOfReadme(readme: string): { call: string; wire: string; outcome: string }[] {
  const table = /<!-- commands -->(.*?)<!-- \/commands -->/s.exec(readme)?.[1] ?? '';
  const lines = table.split('\n').filter((line) => /^\| `/.test(line));
  return lines.map((line) => {
    const [call = '', wire = '', outcome = ''] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { call: call.replaceAll('`', ''), wire, outcome };
  });
}
