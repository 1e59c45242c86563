import type { Job } from '#libs/client';
import { formatDateTime } from '../freshness/age.js';
import { Panel, Property } from '../shell/panel.js';
import { jobsHref } from '../shell/routes.js';

/** Attributes of the job. Times are the upstream's own. */
export function DetailsPanel({ job }: { job: Job }) {
  const { upstream, labels } = job;
  return (
    <Panel id="details" title="Details">
      <div className="panel-body stack">
        <dl className="properties stack">
          <Property name="Connection">
            <a href={jobsHref({ connection: job.connection })}>{job.connection}</a>{' '}
            <span className="muted">{job.provider}</span>
          </Property>
          <Property name="Operation">
            {job.operation && <a href={jobsHref({ operation: job.operation })}>{job.operation}</a>}
          </Property>
          <Property name="Kind">{job.kind}</Property>
          <Property name="Upstream ID">
            <span className="mono wrap-anywhere">{upstream.id}</span>
          </Property>
          <Property name="Upstream status">{upstream.state && <code>{upstream.state}</code>}</Property>
          <Property name="Attribution">
            {upstream.attribution === 'inferred' && 'inferred, not reported by the upstream'}
          </Property>
          <Property name="Created">{job.createdAt && formatDateTime(job.createdAt)}</Property>
          <Property name="Started">{job.startedAt && formatDateTime(job.startedAt)}</Property>
          <Property name="Ended">{job.endedAt && formatDateTime(job.endedAt)}</Property>
          <Property name="Tracked since">{job.trackedAt && formatDateTime(job.trackedAt)}</Property>
          <Property name="Expires">{job.expiresAt && formatDateTime(job.expiresAt)}</Property>
        </dl>
        {Object.keys(labels).length > 0 && (
          <ul className="labels row" aria-label="Labels">
            {Object.entries(labels).map(([label, value]) => (
              <li key={label}>
                <a className="chip marked small" href={jobsHref({ label: `${label}:${value}` })}>
                  {label}: {value}
                </a>
              </li>
            ))}
          </ul>
        )}
        {isWebAddress(upstream.url) && (
          <p>
            <a href={upstream.url} target="_blank" rel="noreferrer">
              Open in {job.connection} ↗
            </a>
          </p>
        )}
      </div>
    </Panel>
  );
}

/** An upstream may report anything as the URL. */
const isWebAddress = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);
