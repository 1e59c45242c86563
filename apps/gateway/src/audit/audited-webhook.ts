import type { Response } from 'express';

/** The subscription that a call is about. */
export interface AuditedWebhook {
  id: string;
  /** What it told of before the call or does after it; `*`: all connections. */
  connections: string[];
}

/** Called with each state of the subscription that the call has met, of those that its caller may see. */
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
