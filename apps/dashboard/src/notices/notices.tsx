import { GatewayProblem, GatewayUnreachable } from '#libs/client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Age } from '../freshness/age.js';
import { useReachability } from './reachability.js';
import './notices.css';

const UNREACHABLE_MESSAGES = {
  'no-response': 'The gateway is unreachable.',
  store: 'The gateway cannot reach Redis.',
} as const;

export function UnreachableBanner() {
  const reachability = useReachability();
  const message = reachability.isReachable ? '' : UNREACHABLE_MESSAGES[reachability.cause];
  return (
    <>
      <LiveRegion>{message}</LiveRegion>
      {!reachability.isReachable && (
        <div className="unreachable-banner notice is-bad row">
          <strong className="text-bad">{message}</strong>
          <span>
            Showing data from <Age of={reachability.since} />. Retrying every few seconds.
          </span>
        </div>
      )}
    </>
  );
}

/** For screen readers: announces its text when it changes, without the ticking times beside it. */
export function LiveRegion({ children }: { children: string }) {
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {children}
    </p>
  );
}

interface QueryContentProps<Data> {
  query: UseQueryResult<Data>;
  /** The title of the notice when loading fails. */
  failure: string;
  /** Of the placeholder, in pixels. */
  height: number;
  children: (data: Data) => ReactNode;
}

/** The data of a query, however old; before the first data a placeholder or the problem. */
export function QueryContent<Data>({ query: { data, error }, failure, height, children }: QueryContentProps<Data>) {
  if (data !== undefined) return children(data);
  return error === null ? <Skeleton height={height} /> : <ProblemNotice error={error} title={failure} />;
}

export function ProblemNotice({ error, title }: { error: unknown; title: string }) {
  return (
    <div className="notice is-bad" role="alert">
      <strong>{title}</strong>
      <p>{problemMessage(error)}</p>
    </div>
  );
}

export function problemMessage(error: unknown): string {
  if (error instanceof GatewayUnreachable) return 'The gateway is unreachable.';
  if (error instanceof GatewayProblem) return [error.message, ...error.faults.map(({ detail }) => detail)].join(' ');
  return 'Unexpected error in the page.';
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty stack">
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
