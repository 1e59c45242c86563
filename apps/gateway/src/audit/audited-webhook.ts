import type { Response } from 'express';

export interface AuditedWebhook {
  id: string;
  /** Its connections before and after the call; `*`: all. */
  connections: string[];
}

/** Called with each version of the subscription in the call, as far as its caller may see it. */
export type NoteWebhook = (id: string, connections: readonly string[]) => void;

const AUDITED_WEBHOOK = 'auditedWebhook';

export const auditedWebhookOf = ({ locals }: Response): AuditedWebhook | null =>
  (locals[AUDITED_WEBHOOK] as AuditedWebhook | undefined) ?? null;

/** Notes the subscription for the audit entry of the request. */
export const noteWebhookIn =
  (response: Response): NoteWebhook =>
  (id, connections) => {
    const before = auditedWebhookOf(response)?.connections ?? [];
    const noted: AuditedWebhook = { id, connections: [...new Set([...before, ...connections])] };
    response.locals[AUDITED_WEBHOOK] = noted;
  };
