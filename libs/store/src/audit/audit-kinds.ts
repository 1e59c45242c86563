/**
 * What an entry tells of: an act on an upstream; an act on what is kept here, as tracking; a call that was refused. Each
 * kind has room of its own, so that none of them takes it from another.
 */
export const AUDIT_KINDS = ['upstream', 'kept', 'refused'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
