import type { Job } from '#libs/client';
import type { ReactNode } from 'react';
import { exactTime } from '../freshness/age.js';
import { addressOfJobs } from '../shell/routes.js';

/** What else the job is. Times are the upstream's own. */
export function FactsPanel({ job }: { job: Job }) {
  const { upstream, labels } = job;
  return (
    <section className="panel fades" aria-labelledby="facts-title">
      <div className="panel-head">
        <h2 id="facts-title">Facts</h2>
      </div>
      <div className="panel-body">
        <dl className="facts">
          <Fact name="Connection">
            <a href={addressOfJobs({ connection: job.connection })}>{job.connection}</a>{' '}
            <span className="soft">{job.provider}</span>
          </Fact>
          <Fact name="Operation">
            {job.operation && <a href={addressOfJobs({ operation: job.operation })}>{job.operation}</a>}
          </Fact>
          <Fact name="Kind">{job.kind}</Fact>
          <Fact name="Upstream id">
            <span className="mono wrap-anywhere">{upstream.id}</span>
          </Fact>
          <Fact name="Upstream word">{upstream.state && <code>{upstream.state}</code>}</Fact>
          {upstream.attribution === 'inferred' && <Fact name="Attribution">concluded, not named by the upstream</Fact>}
          <Fact name="Created">{job.createdAt && exactTime(Date.parse(job.createdAt))}</Fact>
          <Fact name="Started">{job.startedAt && exactTime(Date.parse(job.startedAt))}</Fact>
          <Fact name="Ended">{job.endedAt && exactTime(Date.parse(job.endedAt))}</Fact>
          <Fact name="Tracked since">{job.trackedAt && exactTime(Date.parse(job.trackedAt))}</Fact>
          {job.expiresAt !== null && <Fact name="Kept until">{exactTime(Date.parse(job.expiresAt))}</Fact>}
        </dl>
        {Object.keys(labels).length > 0 && (
          <ul className="labels" aria-label="Labels">
            {Object.entries(labels).map(([label, value]) => (
              <li key={label}>
                <a className="chip" href={addressOfJobs({ label: `${label}:${value}` })}>
                  {label}: {value}
                </a>
              </li>
            ))}
          </ul>
        )}
        {isWebAddress(upstream.url) && (
          <p>
            <a href={upstream.url} target="_blank" rel="noreferrer">
              Open it in {job.connection} ↗
            </a>
          </p>
        )}
      </div>
    </section>
  );
}

/** What an upstream calls an address may be anything. */
const isWebAddress = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === '' || children === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
