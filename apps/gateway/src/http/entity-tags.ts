import { listMembers } from './list-header.js';

/** Weak comparison (RFC 9110 §13.1.2). */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return listMembers(ifNoneMatch).some((member) => opaque(member) === opaque(tag));
}

const opaque = (tag: string): string => tag.replace(/^W\//, '');
