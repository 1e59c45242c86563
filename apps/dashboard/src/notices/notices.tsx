import { GatewayProblem, GatewayUnreachable } from '#libs/client';
import type { ReactNode } from 'react';
import { Age } from '../freshness/age.js';
import { LiveRegion } from './announcement.js';
import { useReachability } from './reachability.js';
import './notices.css';

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
            Showing data from <Age of={reachability.since} />. Retrying every few seconds.
          </span>
        </div>
      )}
    </>
  );
}

const UNREACHABLE_MESSAGES = {
  'no-response': 'The gateway is unreachable.',
  store: 'The gateway cannot reach Redis.',
} as const;

export function ProblemNotice({ error, title }: { error: unknown; title: string }) {
  return (
    <div className="notice is-bad" role="alert">
      <p className="notice-title">{title}</p>
      <p>{problemMessage(error)}</p>
    </div>
  );
}

export function problemMessage(error: unknown): string {
  if (error instanceof GatewayUnreachable) return 'The gateway is unreachable.';
  if (error instanceof GatewayProblem) {
    const faults = error.faults.map(({ detail }) => detail);
    return [error.message, ...faults].join(' ');
  }
  return 'Unexpected error in the page.';
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** Placeholder while data loads. */
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
