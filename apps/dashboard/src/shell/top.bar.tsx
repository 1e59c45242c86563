import { ThemeToggle } from '../theme/theme.toggle.js';
import { session, useSession } from '../session/session.store.js';
import { jobsHref, OVERVIEW, type Route } from './routes.js';

export function TopBar({ route }: { route: Route }) {
  const current = useSession();
  const key = current.status === 'signed-in' ? current.key : null;
  const isAt = (...pages: Route['page'][]) => (pages.includes(route.page) ? ('page' as const) : undefined);
  return (
    <header className="top-bar row">
      <a className="brand marked" href={OVERVIEW}>
        <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="7" fill="var(--accent)" />
          <path
            d="M7 23V13a9 9 0 0 1 18 0v10"
            fill="none"
            stroke="var(--on-accent)"
            strokeWidth="3.4"
            strokeLinecap="round"
          />
          <circle cx="16" cy="19.5" r="3.4" fill="var(--on-accent)" />
        </svg>
        Jobgate
      </a>
      <nav aria-label="Pages">
        <a href={OVERVIEW} aria-current={isAt('overview')}>
          Overview
        </a>
        <a href={jobsHref()} aria-current={isAt('jobs', 'job')}>
          Jobs
        </a>
        <a href="/docs">API</a>
      </nav>
      <div className="top-bar-end row">
        <span
          className="muted small current-key"
          title={key === null ? 'Anonymous access' : 'Last characters of the current key'}
        >
          {key === null ? 'anonymous' : `key …${key.slice(-4)}`}
        </span>
        <ThemeToggle />
        <button type="button" className="button is-quiet" onClick={() => session.signedOut(null)}>
          {key === null ? 'Sign in' : 'Sign out'}
        </button>
      </div>
    </header>
  );
}
