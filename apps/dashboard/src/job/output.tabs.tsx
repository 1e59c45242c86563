import type { Job } from '#libs/client';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { ProblemNotice, Skeleton } from '../notices/notices.js';
import { Explanation } from './explanation.js';
import { useRaw } from './job.queries.js';
import { JsonTree } from './json.tree.js';
import { ResultView } from './result.view.js';

const TABS = { result: 'Result', raw: 'Raw response', explain: 'Explain' } as const;
type Tab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as Tab[];

/** Result, last raw upstream response, and how the state was derived from it. */
export function OutputTabs({ job }: { job: Job }) {
  const [tab, setTab] = useState<Tab>('result');

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = NAMES[(NAMES.indexOf(tab) + step + NAMES.length) % NAMES.length]!;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  }

  return (
    <section className="panel fades" aria-label="Output">
      <div className="tabs" role="tablist" aria-label="Output" onKeyDown={onKeyDown}>
        {NAMES.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === tab}
            aria-controls="tab-panel"
            tabIndex={name === tab ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {TABS[name]}
          </button>
        ))}
      </div>
      <div className="panel-body" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {PANELS[tab](job)}
      </div>
    </section>
  );
}

const PANELS: Record<Tab, (job: Job) => ReactNode> = {
  result: (job) => <ResultView job={job} />,
  raw: (job) => <RawResponse job={job} />,
  explain: (job) => <Explanation job={job} />,
};

function RawResponse({ job }: { job: Job }) {
  const { data, error, isPending } = useRaw(job);
  if (isPending) return <Skeleton height={120} />;
  if (error !== null) return <ProblemNotice error={error} title="Failed to load the raw response" />;
  if (data === null) return <p className="muted">No response stored.</p>;
  return (
    <>
      <p className="muted small">Last upstream response. Secrets are redacted; long responses are truncated.</p>
      <JsonTree value={data} />
    </>
  );
}
