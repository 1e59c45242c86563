import type { OperationResult } from '#libs/providers';
import type { Action } from './provider-harness.js';

export const ACTIONS = ['cancel', 'delete', 'start', 'list', 'runs'] as const satisfies Action[];

/** An outcome as the READMEs write it. */
export function outcomeOf(call: Action, acted: OperationResult<unknown>): string {
  if ('refused' in acted) return `refused \`${acted.refused.reason}\`, \`${acted.refused.code}\``;
  if ('trouble' in acted) {
    const doubt = acted.mayHaveExecuted ? ', may have executed' : '';
    return `trouble \`${acted.trouble.kind}\`, \`${acted.trouble.code}\`${doubt}`;
  }
  if (call === 'cancel') return `\`${String(acted.done)}\``;
  return { delete: 'deleted', start: 'started', list: 'listed', runs: 'listed' }[call];
}

/** The rows of the table under "Commands". */
export function rowsOfReadme(readme: string): { call: string; wire: string; outcome: string }[] {
  const table = /<!-- acting -->(.*?)<!-- \/acting -->/s.exec(readme)?.[1] ?? '';
  const lines = table.split('\n').filter((line) => /^\| `/.test(line));
  return lines.map((line) => {
    const [call = '', wire = '', outcome = ''] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { call: call.replaceAll('`', ''), wire, outcome };
  });
}
