import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { Empty, Skeleton, UnreachableBanner } from '../notices/notices.js';
import { useReachability } from '../notices/reachability.js';
import { useCollectCounts } from '../overview/counts.store.js';
import { OverviewPage } from '../overview/overview.page.js';
import { useHash } from './browser.state.js';
import { OVERVIEW, parseRoute, type Route } from './routes.js';
import { TopBar } from './top.bar.js';
import './shell.css';

const JobsPage = lazy(() => import('../jobs/jobs.page.js'));
const JobPage = lazy(() => import('../job/job.page.js'));

const TITLES: Record<Route['page'], string> = {
  overview: 'Overview',
  jobs: 'Jobs',
  job: 'Job',
  'not-found': 'Not found',
};

export function Shell() {
  const hash = useHash();
  const route = useMemo(() => parseRoute(hash), [hash]);
  const reachability = useReachability();
  useCollectCounts();
  const main = useRef<HTMLElement>(null);
  const page = route.page === 'job' ? route.id : route.page;

  useEffect(() => {
    document.title = `${route.page === 'job' ? route.id : TITLES[route.page]} · Jobgate`;
  }, [page, route]);

  const isFirst = useRef(true);
  useEffect(() => {
    // A new page starts at its top, for the keyboard too.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    scrollTo(0, 0);
  }, [page]);

  return (
    <div className={`shell${reachability.isReachable ? '' : ' is-unreachable'}`}>
      <a className="skip-link" href="#content" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to content
      </a>
      <TopBar route={route} />
      <UnreachableBanner />
      <main ref={main} tabIndex={-1} className={`page stack page-${route.page}`}>
        <Suspense fallback={<Skeleton height={240} />}>
          <Page route={route} />
        </Suspense>
      </main>
    </div>
  );
}

function Page({ route }: { route: Route }) {
  if (route.page === 'overview') return <OverviewPage />;
  if (route.page === 'jobs') return <JobsPage query={route.query} />;
  if (route.page === 'job') return <JobPage key={route.id} id={route.id} />;
  return (
    <Empty title="Page not found">
      <a href={OVERVIEW}>Go to the overview</a>
    </Empty>
  );
}
