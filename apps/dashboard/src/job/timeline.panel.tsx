import type { Job } from '#libs/client';
import { formatDateTime } from '../freshness/age.js';
import { formatPreciseDuration } from '../freshness/duration.format.js';
import { useNow } from '../freshness/clock.js';
import { Empty, QueryContent } from '../notices/notices.js';
import { Panel } from '../shell/panel.js';
import { StateIcon, StateBadge, stateColor } from '../states/state.badge.js';
import { STATE_LABELS } from '../states/state.labels.js';
import { useHistory } from './job.queries.js';
import { layoutTimeline, type Segment, type Transition } from './timeline.layout.js';

/** State changes, and how exactly their times are known. */
export function TimelinePanel({ job }: { job: Job }) {
  return (
    <Panel id="timeline" title="Timeline" aside={<span className="muted small">hatched: exact time unknown</span>}>
      <div className="panel-body">
        <QueryContent query={useHistory(job)} failure="Failed to load the timeline" height={90}>
          {({ transitions }) =>
            transitions.length === 0 ? (
              <Empty title="No state changes yet" />
            ) : (
              <>
                <TimelineBar transitions={transitions} hasEnded={job.terminal} />
                <ol className="transitions">
                  {transitions.map((transition) => (
                    <TransitionItem key={transition.revision} transition={transition} />
                  ))}
                </ol>
              </>
            )
          }
        </QueryContent>
      </div>
    </Panel>
  );
}

function TimelineBar({ transitions, hasEnded }: { transitions: Transition[]; hasEnded: boolean }) {
  const now = useNow();
  const layout = layoutTimeline(transitions, hasEnded ? null : now);
  if (layout === null) return null;
  return (
    <figure className="timeline-bar" aria-hidden="true">
      <div className="timeline-bar-track">
        {layout.segments.map((segment) => (
          <i
            key={`${segment.from} ${segment.state} ${segment.becomes}`}
            className={segment.becomes === null ? undefined : 'is-uncertain'}
            style={{
              ...stateColor(segment.becomes ?? segment.state),
              left: `${segment.left}%`,
              width: `${segment.width}%`,
            }}
            title={segmentTitle(segment)}
          />
        ))}
        {layout.marks.map(({ at, left, state }) => (
          <b
            key={`${at} ${state}`}
            style={{ left: `${left}%` }}
            title={`Upstream time: ${STATE_LABELS[state]} at ${formatDateTime(at)}`}
          />
        ))}
      </div>
      <figcaption className="row between muted small">
        <span>{formatDateTime(layout.from)}</span>
        <span>{formatPreciseDuration(layout.to - layout.from)}</span>
        <span>{hasEnded ? formatDateTime(layout.to) : 'now'}</span>
      </figcaption>
    </figure>
  );
}

function segmentTitle({ state, becomes, from, to }: Segment): string {
  const words = becomes === null ? STATE_LABELS[state] : `${STATE_LABELS[state]} or ${STATE_LABELS[becomes]}`;
  return `${words}: ${formatDateTime(from)} to ${formatDateTime(to)}`;
}

function TransitionItem({ transition }: { transition: Transition }) {
  const { from, to, reason, upstreamAt, source } = transition;
  return (
    <li className="row between">
      <span className="row">
        <StateIcon state={from} />
        <span className="visually-hidden">from {STATE_LABELS[from]} to</span>
        <span aria-hidden="true">→</span>
        <StateBadge state={to} />
        {reason !== null && <span className="muted">{reason}</span>}
      </span>
      <span className="row">
        {upstreamAt !== null && <span>upstream time {formatDateTime(upstreamAt)}</span>}
        <span className="muted">
          {observedText(transition)}, {SOURCES[source]}
        </span>
      </span>
    </li>
  );
}

function observedText({ notBefore, notAfter }: Transition): string {
  const by = formatDateTime(notAfter);
  if (notBefore === null) return `first observed ${by}`;
  return `observed ${by}, at most ${formatPreciseDuration(Date.parse(notAfter) - Date.parse(notBefore))} earlier`;
}

const SOURCES: Record<Transition['source'], string> = {
  poll: 'by a scheduled poll',
  demand: 'by an on-demand poll',
  push: 'by a push notification',
  pointer: 'by a poll of a latest-run alias',
  start: 'when the job was started',
};
