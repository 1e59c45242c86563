/** Upstream commands; changes of data here, such as tracking; rejected calls. Each kind is trimmed on its own. */
export const AUDIT_KINDS = ['upstream', 'kept', 'refused'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
