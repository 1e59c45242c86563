import type { OperatorContext } from '../operator.context.js';
import { CHECKS } from '../doctor/checks.js';
import type { Finding } from '../doctor/finding.js';
import { EXIT } from '../operator.usage.js';

const VERDICT_LABELS = { ok: 'ok   ', warning: 'warn ', fault: 'FAIL ', unknown: '?    ' } as const;

/**
 * Checks the servers and the data of an installation, which `--repair` corrects; fails when something is wrong that
 * keeps Jobgate from its work.
 */
export async function doctor(context: OperatorContext): Promise<number | string> {
  const { files, options, write } = context;
  if (files.length > 0) return 'doctor takes no file.';
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(...(await check(context)));
  if (options.json) write(`${JSON.stringify({ findings })}\n`);
  else for (const { verdict, subject, detail } of findings) write(`${VERDICT_LABELS[verdict]}${subject}: ${detail}\n`);
  return findings.some(({ verdict }) => verdict === 'fault') ? EXIT.failed : EXIT.done;
}
