import { GatewayProblem, GatewayUnreachable } from '#libs/client';
import type { ReactNode } from 'react';
import { Age } from '../freshness/age.js';
import { LiveRegion } from './announcement.js';
import { useReachability } from './reachability.js';
import './notices.css';

/** Says that nobody answers, and since when: what is shown was known then. */
export function UnreachableBanner() {
  const reachability = useReachability();
  const words = reachability.isReachable ? '' : UNREACHABLE_MESSAGES[reachability.cause];
  return (
    <>
      <LiveRegion>{words}</LiveRegion>
      {!reachability.isReachable && (
        <div className="unreachable-banner">
          <strong>{words}</strong>
          <span>
            What you see was known <Age of={reachability.since} />. It is asked again every few seconds.
          </span>
        </div>
      )}
    </>
  );
}

const UNREACHABLE_MESSAGES = {
  'no-response': 'The gateway does not answer.',
  store: 'The gateway cannot read its data.',
} as const;

/** What went wrong, in words for people. */
export function ProblemNotice({ error, title }: { error: unknown; title: string }) {
  return (
    <div className="notice is-bad" role="alert">
      <p className="notice-title">{title}</p>
      <p>{problemMessage(error)}</p>
    </div>
  );
}

export function problemMessage(error: unknown): string {
  if (error instanceof GatewayUnreachable) return 'The gateway does not answer at the moment.';
  if (error instanceof GatewayProblem) {
    const faults = error.faults.map(({ detail }) => detail);
    return [error.message, ...faults].join(' ');
  }
  return 'Something unexpected went wrong in the page.';
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** The shape of what is still being read. */
export function Skeleton({ height, count = 1 }: { height: number; count?: number }) {
  return (
    <>
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="skeleton" style={{ height }} aria-hidden="true" />
      ))}
    </>
  );
}
