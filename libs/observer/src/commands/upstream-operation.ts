import { Redactor, trouble } from '#libs/jobs';
import type { OperationResult } from '#libs/providers';
import type { CommandOutcome } from '#libs/requests';
import { secretsOf } from '#libs/upstream';
import type { ConnectionContext } from '../connection-context.js';

/** Asks an upstream to do something, as admission allows. An act that fails by a bug may have acted. */
export async function withAdmission<Done>(
  { admission, session, settings, logger }: ConnectionContext,
  operation: () => Promise<OperationResult<Done>>,
): Promise<OperationResult<Done>> {
  const pass = admission.enter();
  if (pass.refusal !== null) return { trouble: pass.refusal, mayHaveExecuted: false, exchange: null };
  try {
    const acted = await operation();
    if (acted.exchange !== null)
      admission.record('trouble' in acted ? acted.trouble : null, acted.exchange, session.busy);
    return acted;
  } catch (error) {
    logger.error({ error, connection: settings.name }, 'an upstream operation failed');
    const failed = trouble('malformed', 'act-failed', 'The gateway failed while it asked the upstream.');
    return { trouble: failed, mayHaveExecuted: true, exchange: null };
  } finally {
    pass.leave();
  }
}

/** The response for an operation that was not carried out. Texts of the upstream are redacted once more. */
export function outcomeOf<Done>(
  acted: Exclude<OperationResult<Done>, { done: Done }>,
  { settings }: ConnectionContext,
): Exclude<CommandOutcome<Done>, { result: 'done' } | { result: 'withdrawn' }> {
  const redactor = new Redactor(secretsOf(settings.auth));
  if ('refused' in acted) {
    const { reason, code, message } = acted.refused;
    return { result: 'refused', reason, code: redactor.text(code), message: redactor.text(message) };
  }
  const { kind, code, message, retryAfterMs } = acted.trouble;
  if (acted.mayHaveExecuted) return { result: 'unknown', message: redactor.text(message) };
  return { result: 'unavailable', kind, code, message: redactor.text(message), retryAfterMs };
}
