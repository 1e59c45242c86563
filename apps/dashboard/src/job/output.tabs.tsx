import type { Job } from '#libs/client';
import { useState, type KeyboardEvent } from 'react';
import { QueryContent } from '../notices/notices.js';
import { Explanation } from './explanation.js';
import { useRaw } from './job.queries.js';
import { JsonTree } from './json.tree.js';
import { ResultView } from './result.view.js';

const TABS = {
  result: { title: 'Result', Content: ResultView },
  raw: { title: 'Raw response', Content: RawResponse },
  explain: { title: 'Explain', Content: Explanation },
} as const;
type Tab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as Tab[];

/** Result, last raw upstream response, and how the state was derived from it. */
export function OutputTabs({ job }: { job: Job }) {
  const [tab, setTab] = useState<Tab>('result');
  const { Content } = TABS[tab];

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = NAMES[(NAMES.indexOf(tab) + step + NAMES.length) % NAMES.length]!;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  }

  return (
    <section className="panel fades" aria-label="Output">
      <div className="tabs row" role="tablist" aria-label="Output" onKeyDown={onKeyDown}>
        {NAMES.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            className="plain-button"
            role="tab"
            aria-selected={name === tab}
            aria-controls="tab-panel"
            tabIndex={name === tab ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {TABS[name].title}
          </button>
        ))}
      </div>
      <div className="panel-body" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Content job={job} />
      </div>
    </section>
  );
}

function RawResponse({ job }: { job: Job }) {
  return (
    <QueryContent query={useRaw(job)} failure="Failed to load the raw response" height={120}>
      {(raw) =>
        raw === null ? (
          <p className="muted">No response stored.</p>
        ) : (
          <>
            <p className="muted small">Last upstream response. Secrets are redacted; long responses are truncated.</p>
            <JsonTree value={raw} />
          </>
        )
      }
    </QueryContent>
  );
}
